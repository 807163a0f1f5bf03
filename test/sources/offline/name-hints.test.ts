import { nameHints } from '../../../lib/sources/offline/name-hints';

describe('ids in names', () => {
  it.each<[string, object, object]>([
    ['x/list-parents-111122223333.json', { account: '111122223333' }, {}],
    ['111122223333/list.json', {}, { account: '111122223333' }],
    ['C:\\exports\\ou-ab12-11111111\\list.json', {}, { unit: 'ou-ab12-11111111' }],
    ['x/list-accounts-for-parent-r-ab12.json', { root: 'r-ab12' }, {}],
    ['x/list_for_ou-ab12-11111111_2.json', { unit: 'ou-ab12-11111111' }, {}],
    ['x/list-targets-for-policy-p-FullAWSAccess.json', { policy: 'p-FullAWSAccess' }, {}],
    ['scp-policies/list-organizational-units-for-parent.json', {}, {}],
    ['x/20261124080000.json', {}, {}],
    ['', {}, {}],
  ])('finds those of %s', (path, file, folder) => {
    expect(nameHints(path)).toMatchObject({ file, folder });
    expect(Object.keys(nameHints(path).file)).toEqual(Object.keys(file));
    expect(Object.keys(nameHints(path).folder)).toEqual(Object.keys(folder));
  });
});
