/**
 * Channels: a form of the message and the sink that takes it, put together.
 */
import type { Alert, Outgoing } from '../findings/alert';
import type { AlertContext } from '../outputs/alert/alert-context';
import { busEvents } from '../outputs/alert/bus-event';
import { chatMessages } from '../outputs/alert/chat-message';
import { showEvent, showMessage } from '../outputs/alert/show-message';
import { topicMessages } from '../outputs/alert/topic-message';
import { BusSink } from '../stores/deliver/bus-sink';
import type { ClientSettings } from '../stores/deliver/client-settings';
import type { Delivery, Sink } from '../stores/deliver/sink';
import { TopicSink } from '../stores/deliver/topic-sink';

/** One way by which alerts reach somebody. */
export interface Channel {
  /** for people, such as `topic arn:aws:sns:…` */
  readonly name: string;
  /** Sends them and tells what came of them, as soon as it is known. */
  deliver(alerts: readonly Alert[], context: AlertContext): AsyncIterable<Delivery>;
  /** What it would send, as text for people. */
  preview(alerts: readonly Alert[], context: AlertContext): readonly string[];
}

/** A channel out of how its messages are written and shown, and who takes them. */
export function channelOf<Message extends Outgoing>(
  write: (alerts: readonly Alert[], context: AlertContext) => Iterable<Message>,
  show: (message: Message) => string,
  sink: Sink<Message>,
): Channel {
  return {
    name: sink.name,
    deliver: (alerts, context) => sink.deliver(write(alerts, context)),
    preview: (alerts, context) => [...write(alerts, context)].map(show),
  };
}

/** Where the user wants alerts; each of them is optional. */
export interface ChannelOptions {
  /** ARN of an SNS topic: mail, queues, functions, web hooks */
  readonly topic?: string;
  /** ARN of an SNS topic that Amazon Q Developer in chat applications reads */
  readonly chatTopic?: string;
  /** name or ARN of an EventBridge bus */
  readonly eventBus?: string;
}

/** The channels asked for; programs are told first, since they can tell a repetition by its turn. */
export function channelsFor(
  { topic, chatTopic, eventBus }: ChannelOptions,
  settings: ClientSettings = {},
): readonly Channel[] {
  return [
    ...(eventBus === undefined ? [] : [channelOf(busEvents, showEvent, new BusSink(eventBus, settings))]),
    ...(chatTopic === undefined
      ? []
      : [channelOf(chatMessages, showMessage, new TopicSink(chatTopic, settings))]),
    ...(topic === undefined ? [] : [channelOf(topicMessages, showMessage, new TopicSink(topic, settings))]),
  ];
}
