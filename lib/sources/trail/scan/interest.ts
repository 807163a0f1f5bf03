/**
 * What of a trail is looked at closely: all else is counted and passed over.
 */

export interface Interest {
  /** such as `AssumeRole`; what is asked for is a matter of the record's source too, once it is read */
  readonly eventNames: readonly string[];
  /** unique ids of roles and ids of access keys: calls of such sessions matter, whatever the event */
  readonly ids: readonly string[];
}
