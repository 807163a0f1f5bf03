import { unexpectedCaller } from '../../../lib/findings/rules/unexpected-caller';
import { type CallSpec, daily, hitsOfCalls } from '../../support/calls-seen';
import { account, arnOf, party } from '../../support/graph-builder';
import { evidenceOf } from '../../support/rule-hits';

const USUAL = daily('2026-10-01', 40);
const NEWS: CallSpec = { at: '2026-11-02T09:00:00Z', by: 'AROAEXAMPLENEW' };

describe('unexpected-caller', () => {
  it.each<[string, readonly CallSpec[], string[]]>([
    ['the usual caller', [], []],
    ['another principal of the party', [NEWS], ['medium']],
    ['the first principal of another party', [{ ...NEWS, account: account('805246085872') }], []],
    ['a principal that was refused', [{ ...NEWS, refused: true }], ['low']],
  ])('judges %s', (_, calls, expected) => {
    expect(hitsOfCalls(unexpectedCaller, [...USUAL, ...calls]).map(({ severity }) => severity)).toEqual(
      expected,
    );
  });

  it('names the principal', () => {
    const [hit] = hitsOfCalls(unexpectedCaller, [...USUAL, NEWS]);
    expect(hit).toMatchObject({ subject: arnOf(), title: 'Datadog used Entry by a new principal' });
    expect(hit && evidenceOf(hit, 'new')).toEqual(['464622532012, AROAEXAMPLENEW']);
    expect(hit?.remedy).not.toContain('expect');
  });

  it('is information where users come and go', () => {
    const okta = party('saml:okta', 'identity-provider', 'Okta', account('222233334444'));
    const calls = [...USUAL, NEWS].map((call) => ({ ...call, account: account('222233334444') }));
    const hits = hitsOfCalls(unexpectedCaller, calls, { parties: [okta] });
    expect(hits.map(({ severity }) => severity)).toEqual(['info']);
  });
});
