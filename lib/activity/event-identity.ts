/**
 * By which ids a record is known: its own, or those of the record that it corrects.
 *
 * CloudTrail delivers a corrected record anew under other ids and names the first ones in `addendum`. Read by the
 * first ids, both are sights of one event.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
import { type Fields, fieldsAt, idAt } from './record-fields';

export interface EventIdentity {
  /** absent where the record has none: repeated deliveries could not be told apart */
  readonly eventId?: string;
  readonly requestId?: string;
  /** the same on every account's copy of one call */
  readonly sharedEventId?: string;
  /** there where the record corrects an earlier one */
  readonly corrects?: true;
}

/** Reads the ids of one record. */
export function eventIdentity(record: Fields): EventIdentity {
  const addendum = fieldsAt(record, 'addendum');
  const original = idAt(addendum, 'originalEventID');
  return {
    eventId: original ?? idAt(record, 'eventID'),
    requestId: idAt(addendum, 'originalRequestID') ?? idAt(record, 'requestID'),
    sharedEventId: idAt(record, 'sharedEventID'),
    ...(original !== undefined && { corrects: true }),
  };
}
