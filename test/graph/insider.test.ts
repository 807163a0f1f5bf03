import { type Insider, insiderOf } from '../../lib/graph/insider';
import type { Caller } from '../../lib/model/caller';
import { organizationIdIn } from '../../lib/model/identifiers';
import type { Organization } from '../../lib/model/organization';
import { account, byAccount, byGitHub, MANAGEMENT, OURS } from '../support/graph-builder';

const SECURITY = account('222233334444');
const SIBLING = account('333344445555');

function organization(known: Partial<Organization>): Organization {
  const id = organizationIdIn('o-exampleorg1');
  if (id === undefined) throw new Error('not an organization id');
  return { id, ...known };
}

const KNOWN = organization({ managementAccountId: MANAGEMENT, delegatedAdministrators: [SECURITY] });
const ROLE_OF_SECURITY: Caller = {
  kind: 'principal',
  type: 'role',
  arn: `arn:aws:iam::${SECURITY}:role/Audit`,
  pattern: false,
  account: SECURITY,
};

describe('an insider', () => {
  it.each<[string, Caller, Organization | undefined, Insider | undefined]>([
    ['the own account', byAccount(OURS), KNOWN, 'own-account'],
    ['the management account', byAccount(MANAGEMENT), KNOWN, 'management-account'],
    ['a delegated administrator', byAccount(SECURITY), KNOWN, 'delegated-administrator'],
    ['a role of a delegated administrator', ROLE_OF_SECURITY, KNOWN, 'delegated-administrator'],
    ['any other account', byAccount(SIBLING), KNOWN, 'sibling'],
    [
      'an account where no delegated administrators were read',
      byAccount(SECURITY),
      organization({ managementAccountId: MANAGEMENT }),
      'sibling',
    ],
    ['an account of an organization that is not known', byAccount(MANAGEMENT), undefined, 'sibling'],
    [
      'the whole organization',
      { kind: 'organization', organization: 'o-exampleorg1' },
      KNOWN,
      'all-siblings',
    ],
    [
      'a unit',
      { kind: 'organization-unit', organization: 'o-exampleorg1', path: 'o-exampleorg1/r-1/ou-1/*' },
      KNOWN,
      'all-siblings',
    ],
    ['a service', { kind: 'service', service: 'ec2.amazonaws.com' }, KNOWN, undefined],
    ['a provider', byGitHub(), KNOWN, undefined],
    ['an id', { kind: 'unique-id', uniqueId: 'AROAEXAMPLE' }, KNOWN, undefined],
  ])('is told for %s', (_, caller, known, expected) => {
    expect(insiderOf(caller, OURS, known)).toBe(expected);
  });

  it('is the own account even where that is the management account', () => {
    expect(insiderOf(byAccount(MANAGEMENT), MANAGEMENT, KNOWN)).toBe('own-account');
  });
});
