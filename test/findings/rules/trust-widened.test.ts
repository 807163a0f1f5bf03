import { trustWidened } from '../../../lib/findings/rules/trust-widened';
import { externalIdFingerprint } from '../../../lib/model/fingerprint';
import { arnOf, byGitHub, externalId, type GrantSpec, guard } from '../../support/graph-builder';
import { evidenceOf } from '../../support/rule-hits';
import { changeOn, hitsAfter, seenOn, vendor } from '../../support/trust-runs';

const guards = [externalId('agreed')];
const shown = (value: string) => externalIdFingerprint('o-exampleorg1', value);
const from = (...values: string[]) => guard('source-ip', 'aws:SourceIp', values, { operator: 'IpAddress' });
const branch = (id: string, subject: string): GrantSpec => ({
  id,
  party: 'oidc:github/acme',
  caller: byGitHub(subject),
  guards: [
    guard('subject', 'token.actions.githubusercontent.com:sub', [subject], {
      operator: subject.includes('*') ? 'StringLike' : 'StringEquals',
    }),
  ],
});

function hits(before: readonly GrantSpec[], now: readonly GrantSpec[]) {
  return hitsAfter(trustWidened, [
    seenOn(10, { roles: [{ grants: before }] }),
    seenOn(12, { roles: [{ grants: now }] }, { changes: [changeOn(11)] }),
  ]);
}

describe('trust-widened', () => {
  it.each<[string, GrantSpec, GrantSpec, string[], string[]]>([
    [
      'an external id that is no longer asked for',
      vendor('a', { guards }),
      vendor('b'),
      ['high'],
      [`no longer asked: \`sts:ExternalId\` must be \`${shown('agreed')}\``],
    ],
    [
      'a wider network',
      vendor('a', { guards: [from('203.0.113.0/25')] }),
      vendor('b', { guards: [from('203.0.113.0/24')] }),
      ['medium'],
      [
        'asks for less: was `aws:SourceIp` must lie in `203.0.113.0/25`, is `aws:SourceIp` must lie in `203.0.113.0/24`',
      ],
    ],
    [
      'any branch for one',
      branch('a', 'repo:acme/app:ref:refs/heads/main'),
      branch('b', 'repo:acme/app:*'),
      ['critical'],
      [
        'asks for less: was `token.actions.githubusercontent.com:sub` must be `repo:acme/app:ref:refs/heads/main`, is `token.actions.githubusercontent.com:sub` must match `repo:acme/app:*`',
      ],
    ],
    [
      'anyone for an account',
      vendor('a', { guards }),
      { id: 'b', party: 'anyone', caller: { kind: 'anyone' }, guards },
      ['high'],
      ['more may enter: was account 464622532012, is anyone'],
    ],
    [
      'another external id',
      vendor('a', { guards }),
      vendor('b', { guards: [externalId('other')] }),
      ['medium'],
      [
        `asks for something else: was \`sts:ExternalId\` must be \`${shown('agreed')}\`, is \`sts:ExternalId\` must be \`${shown('other')}\``,
      ],
    ],
    [
      'what can be decided now',
      vendor('a', { reason: 'odd' }),
      vendor('a'),
      ['high'],
      ['it could not be decided whether it admits anybody, and it does'],
    ],
    ['less than before', vendor('a'), vendor('b', { guards }), [], []],
    ['the same as before', vendor('a'), vendor('a'), [], []],
  ])('judges %s', (_, before, now, severities, what) => {
    const found = hits([before], [now]);
    expect(found.map(({ severity }) => severity)).toEqual(severities);
    expect(found.flatMap((hit) => evidenceOf(hit, 'what'))).toEqual(what);
  });

  it('has the role, the party and the grant that is there now', () => {
    const [hit] = hits([vendor('a', { guards })], [vendor('b')]);
    expect([hit?.subject, hit?.party, hit?.key]).toEqual([arnOf(), 'vendor:datadog', 'b']);
    expect(hit?.title).toBe('The trust of role Entry in Datadog was widened');
    expect(hit && evidenceOf(hit, 'before')).toEqual([
      `account 464622532012 by AssumeRole, if \`sts:ExternalId\` must be \`${shown('agreed')}\``,
    ]);
  });

  it('closes when it is taken back', () => {
    const [guarded, open] = [[vendor('a', { guards })], [vendor('b')]];
    const runs = [guarded, open, guarded].map((grants, index) => seenOn(10 + index, { roles: [{ grants }] }));
    expect(hitsAfter(trustWidened, runs)).toEqual([]);
  });
});
