/**
 * What of a trail is looked at closely: all else is counted and passed over.
 */
import { FOLDED_EVENTS, type Followed, isFollowed } from '../../../activity/activity';
import { fieldsIn, idAt } from '../../../activity/record-fields';

export interface Interest {
  /** such as `AssumeRole`; what is asked for is a matter of the record's source too, once it is read */
  readonly eventNames: ReadonlySet<string>;
  /** calls of such sessions matter, whatever the event */
  readonly followed: Followed;
}

/** What `foldRecord` has a use for. */
export function interestIn(followed: Followed): Interest {
  return { eventNames: new Set(FOLDED_EVENTS), followed };
}

/** Whether a parsed record matters. */
export function matters(record: object, { eventNames, followed }: Interest): boolean {
  const name = idAt(fieldsIn(record), 'eventName');
  return (name !== undefined && eventNames.has(name)) || isFollowed(record, followed);
}
