/**
 * Whom an Allow statement names, by calls that its actions cover.
 */
import { ASSUME_CALLS } from '../model/assume-call';
import type { PrincipalEntry, Statement } from '../model/policy-document';
import type { Loss } from './explain-conflict';
import {
  ANY_PROVIDER,
  ANY_SERVICE,
  ANYONE,
  type NamedCaller,
  type PrincipalsByUniqueId,
  readPrincipalEntry,
} from './principal-entry';
import { callsOf } from './statement-calls';

export interface StatementCallers {
  readonly callers: readonly NamedCaller[];
  /** whom a bare star, or what could not be read, may mean besides; to be asked where `callers` come to nothing */
  readonly otherwise?: readonly NamedCaller[];
  /** principals that name nobody, or that enter by another call */
  readonly losses: readonly Loss[];
}

const NO_PRINCIPAL = 'the statement names no principal that could be read';
const STAR_BEYOND_ACCOUNTS =
  'AWS does not say whether a bare star means services and the users of identity providers';

const BEYOND_ACCOUNTS: readonly NamedCaller[] = [ANY_SERVICE, ...ANY_PROVIDER].map((each) => ({
  ...each,
  doubt: STAR_BEYOND_ACCOUNTS,
}));

/** Reads whom a statement of the trust policy of this role names. */
export function readStatementCallers(
  statement: Statement,
  roleArn: string,
  known: PrincipalsByUniqueId,
): StatementCallers {
  const { principal, notPrincipal, unknown } = statement;
  const covered = callsOf(statement);
  // that no call could be read does not mean none
  const calls = covered.length === 0 && unknown.length > 0 ? ASSUME_CALLS : covered;
  const fitting = (callers: readonly NamedCaller[]) => callers.filter(({ call }) => calls.includes(call));
  const everybody = () => fitting([ANYONE, ...BEYOND_ACCOUNTS.filter(({ call }) => call !== ANYONE.call)]);
  const otherwise = () => fitting(BEYOND_ACCOUNTS);

  if (notPrincipal) {
    const message = 'IAM does not take `NotPrincipal` in a trust policy; it is read as admitting everybody';
    return { callers: everybody(), otherwise: otherwise(), losses: [{ kind: 'invalid', message }] };
  }
  if (!principal) {
    const callers = everybody().map((each) => ({ ...each, doubt: unknown[0] ?? NO_PRINCIPAL }));
    return { callers, otherwise: otherwise(), losses: [{ kind: 'invalid', message: NO_PRINCIPAL }] };
  }
  // tools write it for "anybody", and of those only principals of accounts sign their calls
  if (principal.kind === 'star') {
    return { callers: fitting([ANYONE]), otherwise: otherwise(), losses: [] };
  }

  const losses: Loss[] =
    principal.entries.length === 0 ? [{ kind: 'invalid', message: 'it names no principal' }] : [];
  const callers: NamedCaller[] = [];
  for (const entry of principal.entries) {
    const reading = readPrincipalEntry(entry, roleArn, known);
    if (reading.kind === 'invalid') {
      losses.push({ kind: reading.remark, message: reading.message, raw: entry.value });
      continue;
    }
    const fit = fitting(reading.callers);
    callers.push(...fit);
    if (fit.length === 0 && calls.length > 0) losses.push(mismatch(entry, reading.callers));
  }
  if (unknown.length === 0) return { callers, losses };
  // that nobody could be read does not mean nobody
  return callers.length === 0
    ? { callers: everybody(), otherwise: otherwise(), losses }
    : { callers, otherwise: [...fitting([ANYONE]), ...otherwise()], losses };
}

function mismatch({ type, value }: PrincipalEntry, callers: readonly NamedCaller[]): Loss {
  const calls = callers.map(({ call }) => `\`sts:${call}\``).join(' or ');
  const message = `a principal of type ${type} such as this enters by ${calls}, which the statement does not allow`;
  return { kind: 'mismatch', message, raw: value };
}
