/**
 * Rule: an identity provider or trust anchor was added, changed or removed.
 */
import type { TrustChange } from '../../activity/trust-change';
import type { RoleNode, TrustGraph } from '../../graph/trust-graph';
import type { FoundDifference, FoundEvent } from '../../history/drift';
import { differenceKey, type ProviderDifference } from '../../history/trust-difference';
import { accountOfArn } from '../../model/arn';
import type { Evidence, Severity } from '../../model/finding';
import { boundedRows, textOf } from '../evidence';
import type { Rule, RuleHit } from '../rule';
import type { RuleContext } from '../rule-context';
import { compareSeverity, severityOf } from '../severity';
import { cut } from '../title';
import { atLeastLow, causeRow, changeRow, isReadNow } from '../trust-drift';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html */
export const providerChanged: Rule = {
  id: 'provider-changed',
  title: 'An identity provider was added or changed',
  severity:
    'As for a role that anybody of the provider can enter, by the best of the roles that trust it; low where none does, info where it was removed.',
  means:
    'A SAML or OIDC provider, a trust anchor, a certificate profile or a revocation list of one of the accounts is new, other than it was, or gone.',
  matters:
    'Whoever may change the metadata of a SAML provider, or a trust anchor, chooses whose signature counts, and enters as anybody every role that trusts it.',
  fix: 'Ask whoever made the change. Compare the metadata, certificate or audiences with those that the provider publishes.',
  fine: 'Where certificates were rotated as planned.',
  technique: ['T1484.002', 'T1199'],
  judge: (graph, context) => [
    ...context.drift.differences.flatMap((found) => hitOfDifference(found, graph)),
    ...context.drift.events
      .filter(({ change: { account } }) => account === undefined || isReadNow(account, graph))
      .map((event) => hitOfEvent(event, graph)),
  ],
};

function hitOfDifference(
  found: RuleContext['drift']['differences'][number],
  graph: TrustGraph,
): readonly RuleHit[] {
  const { difference } = found;
  if (difference.subject !== 'provider' || !isReadNow(accountOfArn(difference.arn), graph)) return [];
  const { arn, kind } = difference;
  const trusting = rolesTrusting(arn, graph);
  return [
    {
      subject: accountOfArn(arn) ?? arn,
      key: differenceKey(difference),
      severity: kind === 'removed' ? 'info' : worth(trusting),
      title: `Identity provider ${cut(nameOf(arn), 60)} was ${kind}`,
      evidence: boundedRows([
        causeRow(found, graph),
        { provider: arn, change: kind, ...audiencesOf(difference) },
        ...roleRows(trusting),
      ]),
      remedy: remedyFor(arn, found),
    },
  ];
}

function audiencesOf({ before, after }: ProviderDifference): Evidence {
  return {
    ...(before?.audiences && { audiencesBefore: textOf(before.audiences) }),
    ...(after?.audiences && { audiencesAfter: textOf(after.audiences) }),
  };
}

const NAMES: Readonly<Partial<Record<TrustChange['what'], string>>> = {
  'trust-anchor': 'Trust anchor',
  'certificate-profile': 'Certificate profile',
  'revocation-list': 'Certificate revocation list',
};

function hitOfEvent({ change }: FoundEvent, graph: TrustGraph): RuleHit {
  const { what, subject = 'not told by the record', account, eventId } = change;
  const isProvider = what === 'saml-provider' || what === 'oidc-provider';
  const trusting = isProvider ? rolesTrusting(subject, graph) : rolesByCertificate(account, graph);
  const verb = { created: 'added', changed: 'changed', deleted: 'removed' }[change.change];
  return {
    subject: account ?? accountOfArn(subject) ?? 'organization',
    key: `${what} ${eventId}`,
    severity: change.change === 'deleted' && what !== 'revocation-list' ? 'info' : worth(trusting),
    title: `${NAMES[what] ?? 'Identity provider'} ${cut(nameOf(subject), 60)} was ${verb}`,
    evidence: boundedRows([
      changeRow(change, graph),
      { provider: cut(subject, 500), change: verb },
      ...roleRows(trusting),
    ]),
    remedy: remedyFor(subject, { cause: { kind: 'seen', change } }),
  };
}

function remedyFor(subject: string, { cause }: Pick<FoundDifference, 'cause'>): string {
  const call = cause.kind === 'seen' ? ` by ${cause.change.event} at ${cause.change.time}` : '';
  return `Find out whether the change of ${cut(subject, 500)}${call} was meant. If not, put the former one back and end the sessions of the roles that trust it.`;
}

function rolesTrusting(provider: string, { roles }: TrustGraph): readonly RoleNode[] {
  return [...roles.values()].filter(({ grants }) =>
    grants.some(({ grant: { caller } }) => 'provider' in caller && caller.provider === provider),
  );
}

/** Roles Anywhere admits by a service; which anchor a role means is told by its conditions, if at all. */
function rolesByCertificate(account: string | undefined, { roles }: TrustGraph): readonly RoleNode[] {
  return [...roles.values()].filter(
    ({ role, grants }) =>
      role.account === account &&
      grants.some(
        ({ grant: { caller } }) =>
          caller.kind === 'service' && caller.service === 'rolesanywhere.amazonaws.com',
      ),
  );
}

function worth(trusting: readonly RoleNode[]): Severity {
  const [worst = 'low'] = trusting
    .map(({ tier }) => severityOf('identity-provider/none', tier.tier))
    .sort(compareSeverity);
  return atLeastLow(worst);
}

function roleRows(trusting: readonly RoleNode[]): readonly Evidence[] {
  return trusting.map(({ role, tier }) => ({ trustedBy: role.arn, worth: tier.tier }));
}

/** What follows the kind in an ARN, such as `Okta`; the text itself where it is none. */
function nameOf(subject: string): string {
  return subject.startsWith('arn:') ? subject.slice(subject.indexOf('/') + 1) : subject;
}
