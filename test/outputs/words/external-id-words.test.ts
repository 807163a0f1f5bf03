import { externalIdUses } from '../../../lib/graph/external-id-use';
import { externalIdFingerprint } from '../../../lib/model/fingerprint';
import { explainReach } from '../../../lib/outputs/words/external-id-words';
import { byAccount, externalId, type GrantSpec, graphOf } from '../../support/graph-builder';

const SHOWN = externalIdFingerprint('o-exampleorg1', 'k7-prod-88');

const datadog = (value: string): GrantSpec => ({
  caller: byAccount(),
  party: 'vendor:datadog',
  guards: [externalId(value)],
});

function reachOfFirst(show: boolean, ...grants: readonly GrantSpec[]): readonly string[] {
  const roles = grants.map((grant, index) => ({ name: `Role${index}`, grants: [grant] }));
  const { grants: edges } = graphOf({ roles });
  const view = { salt: 'o-exampleorg1', showExternalIds: show };
  return edges.slice(0, 1).flatMap((edge) => explainReach(edge, externalIdUses(edges), 'Datadog', view));
}

describe('how far an external id reaches', () => {
  it('is told by its fingerprint', () => {
    expect(reachOfFirst(false, datadog('k7-prod-88'), datadog('k7-prod-88'), datadog('k7-prod-88'))).toEqual([
      `${SHOWN} lets Datadog into 2 more roles, all in one account`,
    ]);
  });

  it('is told in clear where that was asked for', () => {
    expect(reachOfFirst(true, datadog('k7-prod-88'), datadog('k7-prod-88'))).toEqual([
      'k7-prod-88 lets Datadog into 1 more role, all in one account',
    ]);
  });

  it.each<[string, readonly GrantSpec[]]>([
    ['one role', [datadog('k7-prod-88')]],
    ['other ids elsewhere', [datadog('k7-prod-88'), datadog('other-77')]],
    ['no id at all', [{ ...datadog(''), guards: [] }, datadog('k7-prod-88'), datadog('k7-prod-88')]],
  ])('is not told of %s', (_, grants) => {
    expect(reachOfFirst(false, ...grants)).toEqual([]);
  });
});
