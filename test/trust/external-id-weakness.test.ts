import { externalIdWeakness } from '../../lib/trust/external-id-weakness';

const SURROUNDINGS = {
  roleArn: 'arn:aws:iam::111122223333:role/vendors/Vendor-Access',
  isKnownAccount: (id: string) => id === '444455556666',
  organization: 'o-exampleorg1',
};

describe('an external id', () => {
  it.each([
    ['12345', 'shorter than 6 characters'],
    ['444455556666', 'equal to an account id'],
    ['vendor-access', "equal to the role's name"],
    ['ARN:aws:iam::111122223333:role/vendors/Vendor-Access', "equal to the role's ARN"],
    ['O-exampleorg1', "equal to the organization's id"],
    ['Password', 'a common word'],
    ['external-id', 'a common word'],
    ['unique_id', 'a common word'],
    ['aaaaaaaa', 'one character repeated'],
  ])('%s is weak: %s', (value, weakness) => {
    expect(externalIdWeakness(value, SURROUNDINGS)).toBe(weakness);
  });

  it.each(['k7-prod-88', '7c9e6679-7425-40de-944b-e07fc1f90ae7', '999988887777', 'a-bbb-a'])(
    '%s has nothing against it',
    (value) => {
      expect(externalIdWeakness(value, SURROUNDINGS)).toBeUndefined();
    },
  );
});
