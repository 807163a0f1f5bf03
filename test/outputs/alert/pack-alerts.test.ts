import fc from 'fast-check';
import { packAlerts } from '../../../lib/outputs/alert/pack-alerts';
import { alertsIn } from '../../../lib/outputs/alert/topic-message';
import { alerts } from '../../support/finding';

const critical = (number: number) => alerts(number, { severity: 'critical' }, 'c');
const high = (number: number, party: string) => alerts(number, { party }, party);
const spread = (number: number) => Array.from({ length: number }, (_, index) => high(1, `p${index}`)).flat();

const kindsOf = (all: ReturnType<typeof alerts>) =>
  packAlerts(all).map((parcel) => `${parcel.kind} of ${alertsIn(parcel).length}`);

const singly = (number: number) => Array.from({ length: number }, () => 'finding of 1');

describe('packing alerts', () => {
  it.each([
    ['twenty of twenty parties go singly', spread(20), singly(20)],
    ['one more makes all of them a digest', spread(21), ['digest of 21']],
    [
      'critical ones go singly beside a digest',
      [...critical(15), ...spread(10)],
      [...singly(15), 'digest of 10'],
    ],
    ['critical ones alone never make a digest', critical(40), singly(40)],
    ['a digest of one is that one', [...critical(20), ...spread(1)], singly(21)],
    ['five of one party go singly', high(5, 'p'), singly(5)],
    ['its sixth goes singly too, as nothing is saved', high(6, 'p'), singly(6)],
    ['what is beyond five of one party is a summary', high(9, 'p'), [...singly(5), 'summary of 4']],
    ['critical ones of one party are never in its summary', critical(9), singly(9)],
    [
      'each party has its own five',
      [...high(7, 'p'), ...high(2, 'q')],
      [...singly(5), 'summary of 2', ...singly(2)],
    ],
    ['findings without a party are not held back', alerts(9).map(withoutParty), singly(9)],
  ])('%s', (_, all, expected) => {
    expect(kindsOf(all)).toEqual(expected);
  });

  it('puts every alert into exactly one parcel', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(12), fc.nat(12), (c, p, q) => {
        const all = [...critical(c), ...high(p, 'p'), ...high(q, 'q')];
        const packed = packAlerts(all).flatMap(alertsIn);
        expect(packed.map(({ finding }) => finding.id).sort()).toEqual(
          all.map(({ finding }) => finding.id).sort(),
        );
      }),
    );
  });
});

function withoutParty(one: ReturnType<typeof alerts>[number]): typeof one {
  const { party: _, ...finding } = one.finding;
  return { ...one, finding };
}
