import type { OrganizationId } from '../../../lib/model/identifiers';
import type { OrganizationKnowledge } from '../../../lib/model/organization';
import { isKnownTag, roleProperties } from '../../../lib/policy/request/role-properties';
import { OWN, ROLE } from '../callers';

const PATHS = ['o-exampleorg1/r-ab12/ou-ab12-prod0001/'];
const organization = { id: 'o-exampleorg1' as OrganizationId };
const ours = (paths?: readonly string[]): OrganizationKnowledge => ({
  organization,
  accounts: new Map([[OWN, { id: OWN, ...(paths && { paths }) }]]),
});

const ACCOUNT = ['aws:resourceaccount', [OWN]] as const;
const ID = ['aws:resourceorgid', ['o-exampleorg1']] as const;

describe('a request says of the role', () => {
  it.each([
    [
      'its account, organization and place',
      ours(PATHS),
      [ACCOUNT, ID, ['aws:resourceorgpaths', PATHS] as const],
    ],
    ['no place where that is not known', ours(), [ACCOUNT, ID]],
    ['only its account where that is of no known organization', {}, [ACCOUNT]],
    [
      'only its account where the organization is another one',
      { organization, accounts: new Map() },
      [ACCOUNT],
    ],
    ['no organization where its id is not known', { accounts: ours().accounts ?? new Map() }, [ACCOUNT]],
  ])('%s', (_, knowledge: OrganizationKnowledge, expected) => {
    expect([...roleProperties({ role: ROLE }, knowledge)]).toEqual(expected);
  });

  it('its tags, under both names and in any letter case of theirs', () => {
    const properties = roleProperties({ role: ROLE, roleTags: new Map([['Team', 'Red']]) }, {});
    expect([...properties]).toEqual([
      ACCOUNT,
      ['aws:resourcetag/team', ['Red']],
      ['iam:resourcetag/team', ['Red']],
    ]);
  });
});

describe('that a role has no such tag is known', () => {
  const roleTags = new Map([['Team', 'red']]);
  it.each([
    ['of a tag under either name', 'aws:resourcetag/open', { role: ROLE, roleTags }, true],
    ['of a tag under the other name', 'iam:resourcetag/open', { role: ROLE, roleTags }, true],
    ['of a role without tags', 'aws:resourcetag/open', { role: ROLE, roleTags: new Map() }, true],
    ['but not of tags that were not read', 'aws:resourcetag/open', { role: ROLE }, false],
    ['but not of what is no tag of the role', 'aws:requesttag/open', { role: ROLE, roleTags }, false],
  ])('%s', (_, key, role, known) => {
    expect(isKnownTag(key, role)).toBe(known);
  });
});
