/**
 * Why a role admits whom: its verdict, then statement by statement what lets in and what does not.
 */
import { callerText } from '../findings/evidence';
import { type ExternalIdUses, externalIdUses } from '../graph/external-id-use';
import type { GrantEdge, RoleNode, TrustGraph } from '../graph/trust-graph';
import type { Grant } from '../model/grant';
import { type Statement, statementName } from '../model/policy-document';
import type { ResourceControl } from '../model/resource-control';
import { scopeOfCaller } from '../parties/scope-of-caller';
import type { DenySource, TakenAway } from '../trust/find-taken-away';
import { escapeText } from './escape';
import { inkFor, paragraph, type Screen } from './table/layout';
import { explainReach } from './words/external-id-words';
import { explainGuard, explainUnless, type SecretView } from './words/guard-words';
import { describeInsider, explainMade } from './words/insider-words';
import { explainScope } from './words/scope-words';
import { explainNoGrants, explainTakenAway } from './words/statement-words';
import { witnessCommand } from './words/witness-command';

const VERDICTS: Readonly<Record<RoleNode['verdict'], string>> = {
  external: 'somebody outside can enter',
  undecided: 'it could not be decided who can enter',
  internal: 'only principals of our own organization can enter',
  service: 'only AWS services can enter',
  nobody: 'nobody can enter',
};

/** A role, what surrounds it, and what each Deny takes away. */
export interface ExplainedRole {
  readonly node: RoleNode;
  readonly graph: TrustGraph;
  readonly takenAway: readonly TakenAway[];
}

/** Undefined where it was not worked out. */
export function takenAwayBy({ takenAway }: ExplainedRole, source: DenySource): TakenAway | undefined {
  const key = JSON.stringify(source);
  return takenAway.find((each) => JSON.stringify(each.source) === key);
}

/** The whole explanation as chunks of text. */
export function* renderExplanation(
  explained: ExplainedRole,
  screen: Screen,
  view: SecretView,
): Iterable<string> {
  const ink = inkFor(screen);
  const { node, graph } = explained;
  const { role, verdict, tier, remarks, grants } = node;
  yield `${ink.bold(escapeText(role.arn))}\n${ink.bold(VERDICTS[verdict])}\n`;
  yield paragraph(
    `Tier ${tier.tier}: ${[...tier.because, ...tier.unknown].join('; ') || 'no permissions are known'}`,
    screen,
    '',
  );
  if (node.made) yield paragraph(explainMade(node.made), screen, '');
  for (const line of controlLines(explained)) yield paragraph(line, screen, '');
  if (role.trust.kind === 'unreadable') {
    yield paragraph(`The trust policy could not be read: ${role.trust.problem.message}`, screen, '');
    return;
  }
  const uses = externalIdUses(graph.grants);
  for (const statement of role.trust.document.statements) {
    const name = statementName(statement);
    yield `\n${ink.bold(`Statement ${escapeText(name)}`)}  ${statementHead(statement)}\n`;
    const own = grants.filter(({ grant }) => grant.statements.includes(name));
    for (const edge of own) yield renderGrant(edge, graph, uses, screen, view);
    const said = remarks.filter((remark) => remark.statement === name);
    for (const remark of said) {
      const raw = remark.raw === undefined ? '' : ` (${remark.raw})`;
      yield paragraph(`- ${remark.kind}: ${remark.message}${raw}`, screen, '  ');
    }
    for (const line of restOf(statement, own, explained)) yield paragraph(`- ${line}`, screen, '  ');
  }
}

function controlLines(explained: ExplainedRole): readonly string[] {
  const control: ResourceControl = explained.node.resourceControl;
  switch (control.kind) {
    case 'exempt':
      return [`Resource control policies: none, since ${control.why}`];
    case 'unknown':
      return [`Resource control policies: not judged, since ${control.why}`];
    case 'in-force':
      return control.policies.length === 0
        ? ['Resource control policies: none that denies anything']
        : control.policies.map(({ id, name }) => {
            const taken = explainTakenAway(takenAwayBy(explained, { kind: 'policy', id }));
            return `Resource control policy: ${name} (${id}) ${taken.join('; it ')}`;
          });
  }
}

/** What grants and remarks leave to be said. */
function restOf(
  statement: Statement,
  own: readonly GrantEdge[],
  explained: ExplainedRole,
): readonly string[] {
  if (statement.effect === 'Deny') {
    return explainTakenAway(takenAwayBy(explained, { kind: 'statement', index: statement.index }));
  }
  const reason = own.length === 0 ? explainNoGrants(statement) : undefined;
  return reason === undefined ? [] : [reason];
}

function statementHead({ effect, action, notAction }: Statement): string {
  const actions = action ? action.join(', ') : `everything but ${(notAction ?? []).join(', ')}`;
  return escapeText(`${effect} ${actions}`);
}

function renderGrant(
  edge: GrantEdge,
  graph: TrustGraph,
  uses: ExternalIdUses,
  screen: Screen,
  view: SecretView,
): string {
  const { grant, party, external, insider, administrative, deleted, providerObject } = edge;
  const who = graph.parties.get(party)?.name ?? party;
  const side = external ? 'outside' : insider ? `inside: ${describeInsider(insider)}` : 'inside';
  const isMissing = providerObject === 'missing';
  const head = isMissing ? 'would admit' : grant.verdict === 'admits' ? 'admits' : 'undecided:';
  const scope = scopeOfCaller(grant.caller, grant.guards);
  const { statements } = grant;
  const details = [
    ...(statements.length > 1 ? [`by statements ${statements.join(' and ')} together`] : []),
    ...(scope ? [explainScope(scope)] : []),
    ...(isMissing ? ['nobody for now: the account has no such identity provider'] : []),
    ...(providerObject === 'not-read'
      ? ['whether the account has this identity provider is not known: its providers were not listed']
      : []),
    ...(administrative
      ? ['administers from inside: expected, but whoever takes the caller over has this account as well']
      : []),
    ...(deleted ? [`the principal is ${DELETED[deleted]}`] : []),
    ...(grant.reason === undefined ? [] : [`because ${grant.reason}`]),
    ...grant.guards.map((guard) => `guard, ${explainGuard(guard, view)}`),
    ...explainReach(edge, uses, who, view),
    ...grant.unless.map((guards) => explainUnless(guards, view)),
    ...witnessLines(grant, view),
  ];
  return [
    paragraph(`- ${head} ${callerText(grant.caller)} by ${grant.call} (${who}, ${side})`, screen, '  '),
    ...details.map((line) => paragraph(line, screen, '    ')),
  ].join('');
}

const DELETED: Readonly<Record<NonNullable<GrantEdge['deleted']>, string>> = {
  deleted: 'deleted',
  live: 'alive',
  'cannot-tell': 'perhaps deleted: not every account was read',
};

/** Who could come in and how, the command on a line of its own to be copied. A service takes no command. */
function witnessLines(grant: Grant, view: SecretView): string[] {
  if (!grant.witness) return [];
  const { as, command, besides } = witnessCommand(grant, grant.witness, view);
  const carrying = besides.length > 0 ? `, carrying ${besides.join(' and ')}` : '';
  if (grant.witness.principal.kind === 'service') return [`for example ${as}${carrying}`];
  return [`for example, as ${as}${carrying}:`, `  ${command}`];
}
