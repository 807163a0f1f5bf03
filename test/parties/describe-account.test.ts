import { type AccountId, accountIdIn } from '../../lib/model/identifiers';
import { CATALOGUE } from '../../lib/parties/catalogue';
import type { Expectations } from '../../lib/parties/declaration';
import { describeAccount, listParties } from '../../lib/parties/describe-account';
import { parseExpectations } from '../../lib/parties/expectations';
import { buildPartyBook } from '../../lib/parties/party-book';

const OURS = account('111122223333');
const DATADOG = account('464622532012');
const BOOK = buildPartyBook(
  { accounts: new Map([[OURS, { id: OURS, name: 'prod' }]]) },
  expectations(
    `{version: 1, parties: [{name: Watchers, kind: vendor, accounts: ["${DATADOG}"], owner: ops@example.com}]}`,
  ),
);

describe('the description of an account', () => {
  it('shows the declaration and, beside it, what the catalogue says', () => {
    expect(describeAccount(BOOK, DATADOG)).toMatchObject({
      external: true,
      party: { id: 'vendor:watchers', name: 'Watchers', namedBy: 'declared' },
      declared: { owner: 'ops@example.com' },
      catalogued: {
        entry: { id: 'datadog' },
        account: { id: DATADOG, trust: 'role-principal', evidence: 'vendor' },
      },
    });
  });

  it('shows our own account as the organization lists it', () => {
    const description = describeAccount(BOOK, OURS);
    expect(description).toMatchObject({ external: false, ownAccount: { name: 'prod' } });
    expect(description.catalogued).toBeUndefined();
  });

  it('says of a stranger that nothing is known', () => {
    expect(describeAccount(BOOK, account('999988887777'))).toEqual({
      account: '999988887777',
      external: true,
      party: {
        id: 'account:999988887777',
        kind: 'unknown',
        name: 'unknown account 999988887777',
        accounts: ['999988887777'],
        namedBy: 'none',
        sources: [],
      },
    });
  });
});

describe('the list of parties', () => {
  const parties = listParties(BOOK);
  const ids = parties.map(({ id }) => id);

  it('holds our organization, the declared parties and the catalogue, sorted by id', () => {
    expect(ids).toEqual([...ids].sort());
    expect(ids).toEqual(expect.arrayContaining(['organization:own', 'vendor:watchers', 'vendor:datadog']));
    expect(parties).toHaveLength(CATALOGUE.length + 2);
  });

  it('gives an account that was declared to nobody else', () => {
    const holders = parties.filter(({ accounts }) => accounts.includes(DATADOG));
    expect(holders.map(({ id }) => id)).toEqual(['vendor:watchers']);
  });
});

function account(text: string): AccountId {
  const id = accountIdIn(text);
  if (id === undefined) throw new Error(`${text} is no account id`);
  return id;
}

function expectations(text: string): Expectations {
  const parsed = parseExpectations(text, 'trust-atlas.yaml');
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return parsed.ok;
}
