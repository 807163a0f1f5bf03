/**
 * Network owner: who a public address belongs to, as a database that the user brings says.
 */

/** What is known of one address; a member that the database does not tell is absent, and one is always there. */
export interface NetworkOwner {
  /** autonomous system number */
  readonly asn?: number;
  /** the organization behind that number; text of the database, never trusted as more */
  readonly name?: string;
  /** two letters of ISO 3166-1 */
  readonly country?: string;
}
