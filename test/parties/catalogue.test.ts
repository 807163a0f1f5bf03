import { type AccountId, accountIdIn } from '../../lib/model/identifiers';
import { CATALOGUE, catalogueAccountOf, catalogueEntryOf } from '../../lib/parties/catalogue';
import rows from '../../lib/parties/catalogue/vendors.json';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly evidence: string;
  readonly checked: string;
  readonly accounts: readonly { readonly id: string; readonly trust?: string; readonly evidence?: string }[];
  readonly sources: readonly string[];
}

/** What is wrong with the data, one sentence each; the data must have none, and each fault must be noticed. */
function faultsOf(entries: readonly Row[]): string[] {
  const faults: string[] = [];
  const owner = new Map<unknown, string>();
  const slugs = entries.map(({ id }) => id);
  if (slugs.join() !== [...slugs].sort().join()) faults.push('entries are not sorted');
  for (const entry of entries) {
    const fault = (text: string) => faults.push(`${entry.id}: ${text}`);
    const ids = entry.accounts.map(({ id }) => id);
    if (slugs.filter((slug) => slug === entry.id).length > 1) fault('slug is taken twice');
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(entry.id)) fault('slug is not kebab-case');
    if (entry.name.trim() !== entry.name || entry.name === '') fault('name is empty or padded');
    if (!['vendor', 'aws'].includes(entry.kind)) fault('kind is unknown');
    if (!/^20\d\d-\d\d-\d\d$/.test(entry.checked)) fault('has no day it was checked on');
    if (ids.length === 0) fault('has no account');
    if (ids.join() !== [...ids].sort().join()) fault('accounts are not sorted');
    if (entry.sources.join() !== [...entry.sources].sort().join()) fault('sources are not sorted');
    for (const account of entry.accounts) {
      if (typeof account.id !== 'string' || !/^\d{12}$/.test(account.id))
        fault(`${account.id} is not 12 digits of text`);
      if (owner.has(account.id)) fault(`${account.id} is already in ${owner.get(account.id)}`);
      owner.set(account.id, entry.id);
      const tier = account.evidence ?? entry.evidence;
      if (!['vendor', 'third-party', 'list'].includes(tier)) fault(`${account.id} has no source tier`);
      const trusts = [undefined, 'role-principal', 'resource-policy', 'not-principal', 'vendor-internal'];
      if (!trusts.includes(account.trust)) fault(`${account.id} has an unknown trust`);
      if (tier !== 'third-party' && entry.sources.length === 0) fault(`${account.id} has no link`);
    }
    for (const link of entry.sources) if (!isHttps(link)) fault(`${link} is not an https address`);
  }
  return faults;
}

function isHttps(link: string): boolean {
  return URL.canParse(link) && new URL(link).protocol === 'https:' && !/[\s<>]/.test(link);
}

const GOOD: Row = {
  id: 'acme',
  name: 'Acme',
  kind: 'vendor',
  evidence: 'vendor',
  checked: '2026-11-25',
  accounts: [{ id: '111122223333' }],
  sources: ['https://acme.example/docs'],
};

describe('the vendor catalogue', () => {
  it('has no fault', () => {
    expect(faultsOf(rows)).toEqual([]);
  });

  it.each<[string, readonly Row[]]>([
    ['acme: 12345 is not 12 digits of text', [{ ...GOOD, accounts: [{ id: '12345' }] }]],
    ['bolt: 111122223333 is already in acme', [GOOD, { ...GOOD, id: 'bolt' }]],
    ['acme: 111122223333 has no source tier', [{ ...GOOD, evidence: '' }]],
    ['acme: 111122223333 has no link', [{ ...GOOD, sources: [] }]],
    ['acme: http://acme.example/ is not an https address', [{ ...GOOD, sources: ['http://acme.example/'] }]],
    [
      'entries are not sorted',
      [
        { ...GOOD, id: 'bolt' },
        { ...GOOD, accounts: [{ id: '444455556666' }] },
      ],
    ],
    ['acme: slug is taken twice', [GOOD, { ...GOOD, accounts: [{ id: '444455556666' }] }]],
    ['acme: has no day it was checked on', [{ ...GOOD, checked: 'recently' }]],
    ['acme: has no account', [{ ...GOOD, accounts: [] }]],
  ])('would be refused: %s', (fault, entries) => {
    expect(faultsOf(entries)).toContain(fault);
  });

  it('keeps every account of the data file', () => {
    const ids = rows.flatMap((row) => row.accounts.map(({ id }) => id));
    expect(CATALOGUE.flatMap(({ accounts }) => accounts.map(({ id }) => id))).toEqual(ids);
  });

  it.each([
    ['464622532012', 'datadog', 'vendor', false],
    ['865078226113', 'datadog', 'list', true],
    ['012205512454', 'expel', 'vendor', false],
    ['197857026523', 'microsoft-sentinel-and-defender-for-cloud', 'third-party', false],
    ['127311923021', 'elastic-load-balancing-access-logs', 'list', false],
  ])('finds %s in %s by %s evidence', (id, slug, evidence, retired) => {
    expect(catalogueEntryOf(account(id))?.id).toBe(slug);
    expect(catalogueAccountOf(account(id))).toMatchObject({ evidence, retired });
  });

  it.each(['951887872838', '080595016317', '522860868451', '111122223333'])(
    'does not name %s, an example, a suspect or nobody',
    (id) => {
      expect(catalogueEntryOf(account(id))).toBeUndefined();
      expect(catalogueAccountOf(account(id))).toBeUndefined();
    },
  );
});

function account(text: string): AccountId {
  const id = accountIdIn(text);
  if (id === undefined) throw new Error(`${text} is no account id`);
  return id;
}
