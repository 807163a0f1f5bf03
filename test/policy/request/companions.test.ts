import { companionsOf } from '../../../lib/policy/request/companions';

describe('the companions of a request', () => {
  it.each([
    [['aws:RequestTag/Team'], ['TagSession']],
    [['aws:tagkeys'], ['TagSession']],
    [['sts:transitivetagkeys', 'aws:requesttag/a'], ['TagSession']],
    [['sts:sourceidentity'], ['SetSourceIdentity']],
    [['aws:sourceidentity'], []],
    [['sts:requestcontextproviders'], ['SetContext']],
    [['sts:externalid', 'aws:principaltag/a'], []],
    [
      ['sts:sourceidentity', 'aws:tagkeys'],
      ['TagSession', 'SetSourceIdentity'],
    ],
  ])('that carries %j are %j', (keys, companions) => {
    expect(companionsOf(new Map(keys.map((key) => [key, ['x']])))).toEqual(companions);
  });

  it('are not called for by a key without values', () => {
    expect(companionsOf(new Map([['aws:tagkeys', []]]))).toEqual([]);
  });
});
