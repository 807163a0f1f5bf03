/**
 * Roles that turn up on the way: outsiders entered them, or sessions that are followed went on to them, and nobody knew
 * before the trail was read. Their calls are read in a second pass.
 */
import { accountOfArn } from '../../model/arn';
import type { Assumption } from '../../model/assumption';
import type { AccountId } from '../../model/identifiers';
import type { Followed } from '../activity';

/** What is to be looked for, and where. */
export interface LateRole {
  /** the role's unique id; of a root session its access key */
  readonly id: string;
  /** whose trail has the calls; absent where no record tells it */
  readonly account?: AccountId;
  /** when it was entered first; ISO 8601 */
  readonly since: string;
}

/**
 * Finds them all, through any number of hops; sorted by id.
 * @param calls     assume calls, one for each, sorted by time
 * @param isOutside whether somebody from outside made the call
 */
export function findLateRoles(
  calls: readonly Assumption[],
  followed: Followed,
  isOutside: (call: Assumption) => boolean,
): readonly LateRole[] {
  const entries = calls.flatMap((call) => entryOf(call) ?? []);
  const byCaller = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const caller of entry.callers) {
      const ofCaller = byCaller.get(caller);
      if (ofCaller) ofCaller.push(entry);
      else byCaller.set(caller, [entry]);
    }
  }
  const found = new Map<string, LateRole>();
  const visited = new Set<string>();
  const visit = (ids: readonly string[]) => {
    const left = [...ids];
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      if (visited.has(id)) continue;
      visited.add(id);
      for (const { role } of byCaller.get(id) ?? []) left.push(note(found, role));
    }
  };
  visit([...followed]);
  visit(entries.filter(({ call }) => isOutside(call)).map(({ role }) => note(found, role)));
  return [...found.values()]
    .filter(({ id }) => !followed.has(id))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

interface Entry {
  readonly call: Assumption;
  readonly role: LateRole;
  /** ids by which the caller would be followed */
  readonly callers: readonly string[];
}

/** Undefined for refusals, and where it is not told whose calls to look for. */
function entryOf(call: Assumption): Entry | undefined {
  const isRoot = call.call === 'AssumeRoot';
  const id = isRoot ? call.accessKeyId : call.assumedRoleId?.split(':', 1)[0];
  if (call.outcome !== 'success' || !id) return undefined;
  const account = isRoot ? call.enteredAccount : accountOfArn(call.role ?? '');
  const { caller } = call;
  const callers = caller.kind === 'aws' ? [caller.principalId, caller.accessKeyId] : [];
  return {
    call,
    role: { id, ...(account && { account }), since: call.time },
    callers: callers.filter((each) => each !== undefined),
  };
}

/** Keeps the earliest entry, whatever the order. */
function note(found: Map<string, LateRole>, role: LateRole): string {
  const before = found.get(role.id);
  if (before === undefined || role.since < before.since) found.set(role.id, role);
  return role.id;
}
