/**
 * Rows that stand under the name of their party, for tables that tell of several parties.
 */
import { type Cell, inkFor, type Screen } from './layout';

export interface RowOfParty {
  /** the party's id */
  readonly party: string;
  readonly cells: readonly Cell[];
}

/** The rows in their order, before the first one of each party a line with its name. */
export function rowsByParty(
  rows: readonly RowOfParty[],
  parties: ReadonlyMap<string, { readonly name: string }>,
  screen: Screen,
): readonly (readonly Cell[])[] {
  const { bold } = inkFor(screen);
  return rows.flatMap(({ party, cells }, index) =>
    party === rows[index - 1]?.party
      ? [cells]
      : [[{ text: parties.get(party)?.name ?? party, paint: bold }], cells],
  );
}
