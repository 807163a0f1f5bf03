import { externalIdNotSent } from '../../../lib/findings/rules/external-id-not-sent';
import { DATADOG, graphOf, party, type UseSpec } from '../../support/graph-builder';
import { onlyHit, severitiesOf } from '../../support/rule-hits';

const use = (sent: number, notSent: number): UseSpec => ({
  party: 'vendor:datadog',
  externalId: { sent, notSent, unknown: 0 },
});

function graph(uses: readonly UseSpec[], externalId?: 'required' | 'any' | 'none') {
  const declared = {
    name: 'Datadog',
    kind: 'vendor',
    accounts: [DATADOG],
    expect: [externalId ? { externalId } : {}],
  } as const;
  const vendor = party('vendor:datadog', 'vendor', 'Datadog', DATADOG);
  return graphOf({ parties: [externalId ? { ...vendor, declared } : vendor], roles: [{ uses }] });
}

describe('external-id-not-sent', () => {
  it.each<[string, readonly UseSpec[], 'required' | 'any' | undefined, string[]]>([
    ['calls that sent it', [use(3, 0)], 'required', []],
    ['a call that did not, where it is required', [use(0, 1)], 'required', ['high']],
    ['a call that did not, where any is agreed', [use(0, 1)], 'any', []],
    ['a call that did not, where nothing is agreed', [use(0, 1)], undefined, []],
    ['a call that did not, where others do', [use(3, 1)], undefined, ['high']],
    ['a caller that does not, beside one that does', [use(3, 0), use(0, 2)], undefined, ['high']],
    [
      'records that do not tell',
      [{ ...use(0, 0), externalId: { sent: 2, notSent: 0, unknown: 9 } }],
      'required',
      [],
    ],
  ])('judges %s', (_, uses, agreed, expected) => {
    expect(severitiesOf(externalIdNotSent, graph(uses, agreed))).toEqual(expected);
  });

  it('counts the calls without it, of the callers that lacked it', () => {
    const { evidence } = onlyHit(externalIdNotSent, graph([use(3, 0), use(0, 2)]));
    expect(evidence[0]).toEqual({ callsWithout: 2, expected: 'other calls sent one' });
    expect(evidence).toHaveLength(2);
  });
});
