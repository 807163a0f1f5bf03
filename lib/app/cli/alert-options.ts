/**
 * The options of `scan` about alerts, and what becomes of them once the scan has saved what it found.
 */
import type { Command } from 'commander';
import type { Analysis } from '../../findings/analysis';
import type { AlertContext, ReportPlace } from '../../outputs/alert/alert-context';
import { escapeText } from '../../outputs/escape';
import { isTopicArn } from '../../stores/deliver/topic-sink';
import type { StateStore } from '../../stores/state-store';
import { type ChannelOptions, channelsFor } from '../channel';
import { deliverAlerts } from '../deliver-alerts';
import { UsageError } from '../exit-codes';
import { mirrorFindings } from '../mirror-findings';
import { previewAlerts } from '../preview-alerts';
import type { Streams } from './streams';

export interface AlertArguments extends ChannelOptions {
  readonly securityHub?: true;
  readonly dryRun?: true;
}

/** Adds them to a command. */
export function addAlertOptions(command: Command): Command {
  return command
    .option('--topic <arn>', 'send alerts to this SNS topic (needs --state)')
    .option('--chat-topic <arn>', 'send them to this SNS topic, which Amazon Q Developer shows in a chat')
    .option('--event-bus <name>', 'send them to this EventBridge bus, by name or ARN')
    .option('--security-hub', 'import findings into Security Hub, and archive there what has closed')
    .option('--dry-run', 'print the alerts instead; nothing is sent, and the state stays as it is');
}

/**
 * Before the work and not after it.
 * @throws UsageError for what is no topic, and for alerts without a state: they could not be remembered
 */
export function checkAlertArguments(args: AlertArguments, hasState: boolean): void {
  for (const [option, topic] of [
    ['--topic', args.topic],
    ['--chat-topic', args.chatTopic],
  ]) {
    if (topic !== undefined && !isTopicArn(topic))
      throw new UsageError(`expected the ARN of an SNS topic after ${option}, found \`${topic}\``);
  }
  if (wantsDelivery(args) && !hasState && !args.dryRun) {
    throw new UsageError(
      'expected --state with alerts: without it nothing is remembered, and every run would send all of them again',
    );
  }
}

/** Whether anything is to be sent anywhere. */
export function wantsDelivery({ topic, chatTopic, eventBus, securityHub }: AlertArguments): boolean {
  return [topic, chatTopic, eventBus, securityHub].some((option) => option !== undefined);
}

/** What became of the alerts of a run. */
export interface Told {
  /** everything that was due arrived everywhere */
  readonly isComplete: boolean;
  /** of a dry run, the messages as text for people */
  readonly preview: readonly string[];
}

/**
 * Sends what is due, or writes it out for a dry run. What could not be sent is told on `err`.
 * @param state what the scan wrote to, held by this run
 */
export async function tell(
  args: AlertArguments,
  analysis: Analysis,
  state: StateStore,
  report: ReportPlace | undefined,
  { err }: Streams,
): Promise<Told> {
  const context = contextOf(analysis, report);
  const channels = channelsFor(args);
  if (args.dryRun) return { isComplete: true, preview: await previewAlerts(state, channels, context) };
  const failures: string[] = [];
  if (channels.length > 0) {
    const { due, delivered, failures: missed } = await deliverAlerts(state, channels, context);
    if (due > 0) err.write(`alerts: ${delivered} of ${due} delivered\n`);
    failures.push(...missed);
  }
  if (args.securityHub) failures.push(...(await mirrorFindings(state, analysis, context)));
  for (const failure of failures) err.write(`trust-atlas: ${escapeText(failure)}\n`);
  return { isComplete: failures.length === 0, preview: [] };
}

function contextOf({ graph }: Analysis, report: ReportPlace | undefined): AlertContext {
  return {
    ...(graph.organization && { organization: graph.organization.id }),
    asOf: graph.asOf,
    parties: graph.parties,
    accountNames: new Map(
      graph.coverage.accounts.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name]])),
    ),
    ...(report && { report }),
  };
}
