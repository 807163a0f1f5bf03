/**
 * From a way to grants: the caller narrowed, the denies taken away, and the rest proven by a witness.
 */
import type { Grant } from '../model/grant';
import { type PolicyDocument, type Statement, statementName } from '../model/policy-document';
import { contextKey } from '../policy/context-keys';
import type { StatementInForce } from '../policy/request/statement-in-force';
import { addCompanions } from './companion-ways';
import { type Effort, spend, TOO_LARGE } from './effort';
import type { Loss } from './explain-conflict';
import { grantId } from './grant-id';
import { guardsOf, unlessOf } from './guards';
import { choiceName, narrowCaller } from './narrow-caller';
import { subtractDenies } from './subtract-denies';
import type { TrustKnowledge, Way } from './way';
import { type Proof, proveWay, TOO_INTRICATE } from './witness';

/** The trust policy that a way comes from, and what bears on it. */
export interface TrustInForce {
  readonly document: PolicyDocument;
  /** of the trust policy and of the resource control policies that bind the role */
  readonly denies: readonly StatementInForce[];
  readonly knowledge: TrustKnowledge;
  /** what is left of it for this role: judging spends it */
  readonly effort: Effort;
}

export interface WayJudgement {
  readonly grants: readonly Grant[];
  readonly losses: readonly WayLoss[];
  /** names of the choices that admitted somebody */
  readonly chosen: readonly string[];
}

/** A part of a way that admits nobody, with the names of the choices that led to it. */
export interface WayLoss extends Loss {
  readonly choices: readonly string[];
}

/** Judges a way that this statement opens. */
export function judgeWay(way: Way, statement: Statement, trust: TrustInForce): WayJudgement {
  if (!isAffordable(way, trust)) return { grants: [unweighed(way, statement)], losses: [], chosen: [] };
  const withCompanions = addCompanions(way, statement, trust.document, trust.knowledge);
  if (withCompanions.kind === 'nobody') {
    return { grants: [], losses: [{ ...withCompanions.loss, choices: [] }], chosen: [] };
  }
  const narrowed = withCompanions.ways.map((each) => narrowCaller(each, trust.knowledge));
  const parts = judgeParts(
    narrowed.flatMap(({ ways }) => ways),
    statement,
    trust,
  );
  const contradictions = narrowed.flatMap((each) => each.contradictions);
  const contradicted = contradictions.map(
    (choice): WayLoss => ({
      kind: 'never-true',
      message: `a value of \`${contextKey(choice.key).name}\` contradicts the principal`,
      raw: choice.value,
      choices: [choiceName(choice)],
    }),
  );
  return {
    grants: parts.flatMap(({ grant }) => grant ?? []),
    losses: [...contradicted, ...parts.flatMap(({ loss }) => loss ?? [])],
    chosen: parts.flatMap(({ grant, choices }) => (grant ? choices : [])),
  };
}

interface Part {
  readonly choices: readonly string[];
  readonly grant?: Grant;
  readonly loss?: WayLoss;
}

/** Most parts of a way for which a request is sought in vain: where so many are too intricate, the rest is as well. */
const IN_VAIN = 10;

function judgeParts(ways: readonly Way[], statement: Statement, trust: TrustInForce): readonly Part[] {
  let inVain = 0;
  return ways.flatMap((way) => {
    const isHopeless = inVain >= IN_VAIN;
    const doubts = isHopeless ? [...way.doubts, TOO_INTRICATE] : way.doubts;
    const parts = judgePart({ ...way, doubts }, statement, trust);
    if (parts.some(({ grant }) => grant?.reason === TOO_INTRICATE)) inVain++;
    return parts;
  });
}

function judgePart(way: Way, statement: Statement, trust: TrustInForce): readonly Part[] {
  const { knowledge, denies } = trust;
  const { choices } = way;
  if (!isAffordable(way, trust)) return [{ choices, grant: unweighed(way, statement) }];
  const subtracted = subtractDenies(way, denies, knowledge);
  if (subtracted.kind === 'closed') {
    const message = `${subtracted.by} denies all of it`;
    return [{ choices, loss: { kind: 'denied', message, choices } }];
  }

  const isTouched = subtracted.kind === 'left';
  // what a deny demands may tell who calls
  const ways = isTouched ? subtracted.ways.flatMap((each) => narrowCaller(each, knowledge).ways) : [way];
  const parts = ways.map((part): Part => {
    const proof = proveWay(part, knowledge);
    return proof.kind === 'nobody'
      ? { choices, loss: { ...proof.loss, choices } }
      : { choices, grant: grantOf(part, statement, knowledge, proof) };
  });
  const granted = parts.filter(({ grant }) => grant);
  if (granted.length > 0) return granted;
  if (!isTouched || proveWay(way, knowledge).kind === 'nobody') return parts;
  const { by } = subtracted;
  const message = `${by.join(' and ')} ${by.length === 1 ? 'denies' : 'together deny'} all of it`;
  return [{ choices, loss: { kind: 'denied', message, choices } }];
}

function isAffordable({ who, constraints }: Way, { effort }: TrustInForce): boolean {
  return spend(effort, [...who, ...constraints]);
}

/** What is said of a way that was not looked at: nothing but whom it names. */
function unweighed({ role, call, caller }: Way, statement: Statement): Grant {
  const grant = {
    role: role.arn,
    call,
    caller,
    guards: [],
    unless: [],
    statements: [statementName(statement)],
    verdict: 'undecided' as const,
    reason: TOO_LARGE,
  };
  return { id: grantId(grant), ...grant };
}

function grantOf(
  way: Way,
  statement: Statement,
  knowledge: TrustKnowledge,
  proof: Exclude<Proof, { kind: 'nobody' }>,
): Grant {
  const grant = {
    role: way.role.arn,
    call: way.call,
    caller: way.caller,
    guards: guardsOf(way, knowledge),
    unless: unlessOf(way, knowledge),
    statements: [statementName(statement)],
    ...(proof.kind === 'witness'
      ? { verdict: 'admits' as const, witness: proof.witness }
      : { verdict: 'undecided' as const, reason: proof.reason }),
  };
  return { id: grantId(grant), ...grant };
}
