import { externalIdWeakness } from '../../lib/trust/external-id-weakness';

const SURROUNDINGS = { accounts: ['444455556666'], roleName: 'VendorAccess' };

describe('an external id', () => {
  it.each([
    ['12345', 'shorter than 6 characters'],
    ['444455556666', 'equal to an account id'],
    ['vendoraccess', "equal to the role's name"],
    ['Password', 'a common word'],
    ['external-id', 'a common word'],
    ['unique_id', 'a common word'],
    ['aaaaaaaa', 'one character repeated'],
  ])('%s is weak: %s', (value, weakness) => {
    expect(externalIdWeakness(value, SURROUNDINGS)).toBe(weakness);
  });

  it.each(['k7-prod-88', '7c9e6679-7425-40de-944b-e07fc1f90ae7', '999988887777'])(
    '%s has nothing against it',
    (value) => {
      expect(externalIdWeakness(value, SURROUNDINGS)).toBeUndefined();
    },
  );
});
