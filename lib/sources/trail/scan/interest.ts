/**
 * What of a trail is looked at closely: all else is counted and passed over.
 */
import type { Followed } from '../../../activity/activity';

export interface Interest {
  /** such as `AssumeRole`; what is asked for is a matter of the record's source too, once it is read */
  readonly eventNames: readonly string[];
  /** calls of such sessions matter, whatever the event */
  readonly followed: Followed;
}
