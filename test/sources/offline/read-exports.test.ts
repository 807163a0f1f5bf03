import { mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type AccountId, accountIdIn } from '../../../lib/model/identifiers';
import type { Inventory } from '../../../lib/model/inventory';
import { PathNotFoundError } from '../../../lib/sources/offline/read-inventory';
import { readExports } from '../../support/read-exports';
import { type Files, removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder';

afterAll(removeTemporaryFolders);

const ACCOUNT = accountId('111122223333');
const OTHER = '444455556666';
const TRUST = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OTHER}:root` }, Action: 'sts:AssumeRole' },
  ],
};
const ROLE = {
  Path: '/team/',
  RoleName: 'Zoë',
  RoleId: 'AROAEXAMPLE0000000001',
  Arn: `arn:aws:iam::${ACCOUNT}:role/team/reader`,
  AssumeRolePolicyDocument: TRUST,
};
const USER = { Arn: `arn:aws:iam::${ACCOUNT}:user/u`, UserId: 'AIDAEXAMPLE0000000001' };
const POLICY = {
  Arn: `arn:aws:iam::${ACCOUNT}:policy/p`,
  PolicyVersionList: [
    { VersionId: 'v1', Document: TRUST },
    { VersionId: 'v2', IsDefaultVersion: true, Document: { Version: '2012-10-17', Statement: [] } },
  ],
};
const DETAILS = {
  RoleDetailList: [{ ...ROLE, RolePolicyList: [], AttachedManagedPolicies: [] }],
  UserDetailList: [USER],
  GroupDetailList: [{ GroupName: 'g' }],
  Policies: [POLICY],
};
const OIDC = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/corporate`;
const ORGANIZATION_ARN = `arn:aws:organizations::${ACCOUNT}`;
const ORGANIZATION = {
  Id: 'o-example1234',
  MasterAccountId: ACCOUNT,
  Arn: `${ORGANIZATION_ARN}:organization/x`,
};

function accountId(text: string): AccountId {
  const id = accountIdIn(text);
  if (!id) throw new Error(`expected an account id, found ${text}`);
  return id;
}

function record(n: number, more: object = {}): Record<string, unknown> {
  return {
    eventVersion: '1.11',
    eventTime: `2026-11-0${n}T08:00:00Z`,
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    eventID: `event-${n}`,
    ...more,
  };
}

function account(id: string, more: object = {}) {
  return { Id: id, Arn: `${ORGANIZATION_ARN}:account/o-example1234/${id}`, Name: `name-${id}`, ...more };
}

async function read(files: Files) {
  const folder = temporaryFolder(files);
  const records: [unknown, string, number][] = [];
  const { inventory, trail } = await readExports([folder], {
    onRecord: (value, { file, index }) => records.push([value, relative(folder, file), index]),
  });
  const codes = inventory.problems.map(({ code, at }) => `${code} ${at.replace(`${folder}/`, '')}`);
  const unrecognised = inventory.unrecognised.map((file) => file.replace(`${folder}/`, ''));
  return { inventory, trail, records, codes, unrecognised };
}

/** What was read, in short: one line per thing. */
function outline(inventory: Inventory): string[] {
  const { organization, accounts, tree, organizationPolicies, roles, users, managedPolicies, providers } =
    inventory;
  return [
    ...(organization ? [`organization ${organization.id} ${organization.managementAccountId}`] : []),
    ...(organization?.delegatedAdministrators ?? []).map((id) => `delegated to ${id}`),
    ...[...(accounts?.values() ?? [])].map(({ id, state, paths }) =>
      `account ${id} ${state ?? ''} ${paths ?? ''}`.trim(),
    ),
    ...[...tree].map(([child, parent]) => `${child} under ${parent}`),
    ...organizationPolicies.map(({ id, type, document, targets }) =>
      [`policy ${id} ${type.slice(0, 3)}`, document && 'read', targets && `on ${targets}`]
        .filter(Boolean)
        .join(' '),
    ),
    ...[...roles.values()].map(({ arn, trust }) => `role ${arn} ${trust.kind}`),
    ...users.map(({ uniqueId }) => `user ${uniqueId}`),
    ...[...managedPolicies.values()].map(
      ({ arn, document }) => `managed ${arn} ${document.statements.length}`,
    ),
    ...[...providers.values()].map((one) =>
      `${one.kind} ${one.arn} ${one.kind === 'oidc' ? (one.clientIds ?? '') : ''}`.trim(),
    ),
  ];
}

const ROLE_READ = `role ${ROLE.Arn} policy`;

describe('the forms of exports', () => {
  it.each<[string, Files, string[]]>([
    [
      'get-account-authorization-details',
      { 'a.json': DETAILS },
      [ROLE_READ, 'user AIDAEXAMPLE0000000001', `managed ${POLICY.Arn} 0`],
    ],
    ['list-roles', { 'a.json': { Roles: [ROLE], IsTruncated: false } }, [ROLE_READ]],
    ['get-role', { 'a.json': { Role: ROLE } }, [ROLE_READ]],
    ['roles taken out of their answer', { 'a.json': [ROLE] }, [ROLE_READ]],
    ['list-users', { 'a.json': { Users: [USER] } }, ['user AIDAEXAMPLE0000000001']],
    ['list-saml-providers', { 'a.json': { SAMLProviderList: [{ Arn: SAML }] } }, [`saml ${SAML}`]],
    ['get-saml-provider', { 'a.json': { SAMLMetadataDocument: '<x/>', CreateDate: '2026-01-01' } }, []],
    [
      'list-open-id-connect-providers',
      { 'a.json': { OpenIDConnectProviderList: [{ Arn: OIDC }] } },
      [`oidc ${OIDC}`],
    ],
    [
      'get-open-id-connect-provider beside its list',
      {
        'a.json': { OpenIDConnectProviderList: [{ Arn: OIDC }] },
        'b.json': {
          Url: 'token.actions.githubusercontent.com',
          ClientIDList: ['sts.amazonaws.com'],
          ThumbprintList: [],
        },
      },
      [`oidc ${OIDC} sts.amazonaws.com`],
    ],
    [
      'get-open-id-connect-provider with the account in its name',
      {
        [`provider-${ACCOUNT}.json`]: { Url: 'https://gitlab.com', ClientIDList: ['x'], ThumbprintList: [] },
      },
      [`oidc arn:aws:iam::${ACCOUNT}:oidc-provider/gitlab.com x`],
    ],
    [
      'describe-organization',
      { 'a.json': { Organization: ORGANIZATION } },
      [`organization o-example1234 ${ACCOUNT}`],
    ],
    [
      'list-delegated-administrators, without making a list of accounts of it',
      {
        'a.json': { DelegatedAdministrators: [account(OTHER, { Status: 'ACTIVE' })], NextToken: 'x' },
        'b.json': { DelegatedAdministrators: [account('222233334444'), account(OTHER)] },
        'none.json': { DelegatedAdministrators: [] },
      },
      [`organization o-example1234 ${ACCOUNT}`, 'delegated to 222233334444', `delegated to ${OTHER}`],
    ],
    [
      'list-accounts with Status, State and Paths',
      {
        'a.json': {
          Accounts: [
            account(OTHER, { Status: 'ACTIVE' }),
            account(ACCOUNT, {
              Status: 'ACTIVE',
              State: 'SUSPENDED',
              Paths: [`o-example1234/r-ab12/ou-ab12-11111111/${ACCOUNT}/`],
            }),
          ],
        },
      },
      [
        `organization o-example1234 ${ACCOUNT}`,
        `account ${ACCOUNT} SUSPENDED o-example1234/r-ab12/ou-ab12-11111111/`,
        `account ${OTHER} ACTIVE`,
        `${ACCOUNT} under ou-ab12-11111111`,
        'ou-ab12-11111111 under r-ab12',
      ],
    ],
    [
      'describe-account and the tree by list-parents',
      {
        'accounts.json': { Accounts: [account(OTHER)] },
        'describe.json': { Account: account(OTHER, { State: 'ACTIVE' }) },
        [`list-parents-${OTHER}.json`]: {
          Parents: [{ Id: 'ou-ab12-11111111', Type: 'ORGANIZATIONAL_UNIT' }],
        },
        'ou-ab12-11111111/list-parents.json': { Parents: [{ Id: 'r-ab12', Type: 'ROOT' }] },
      },
      [
        `organization o-example1234 ${ACCOUNT}`,
        `account ${OTHER} ACTIVE o-example1234/r-ab12/ou-ab12-11111111/`,
        `${OTHER} under ou-ab12-11111111`,
        'ou-ab12-11111111 under r-ab12',
      ],
    ],
    [
      'list-roots, units, children and accounts of a parent',
      {
        'list-accounts.json': { Accounts: [] },
        'list-roots.json': {
          Roots: [{ Id: 'r-ab12', Arn: `${ORGANIZATION_ARN}:root/o-example1234/r-ab12` }],
        },
        'units-r-ab12.json': { OrganizationalUnits: [{ Id: 'ou-ab12-11111111', Name: 'x' }] },
        'ou-ab12-11111111/list-children.json': {
          Children: [{ Id: 'ou-ab12-22222222', Type: 'ORGANIZATIONAL_UNIT' }],
        },
        'list-accounts-for-parent-ou-ab12-22222222.json': { Accounts: [{ Id: OTHER }] },
      },
      [
        `organization o-example1234 ${ACCOUNT}`,
        `account ${OTHER}  o-example1234/r-ab12/ou-ab12-11111111/ou-ab12-22222222/`,
        `${OTHER} under ou-ab12-22222222`,
        'ou-ab12-11111111 under r-ab12',
        'ou-ab12-22222222 under ou-ab12-11111111',
      ],
    ],
    [
      'organization policies with what they are attached to',
      {
        'list-policies.json': {
          Policies: [
            { Id: 'p-aaaaaaaa', Type: 'SERVICE_CONTROL_POLICY' },
            { Id: 'p-cccccccc', Type: 'TAG_POLICY' },
          ],
        },
        'describe-policy-p-bbbbbbbb.json': {
          Policy: {
            PolicySummary: { Id: 'p-bbbbbbbb', Type: 'RESOURCE_CONTROL_POLICY' },
            Content: JSON.stringify(TRUST),
          },
        },
        'list-targets-for-policy-p-bbbbbbbb.json': {
          Targets: [{ TargetId: 'r-ab12' }, { TargetId: ACCOUNT }],
        },
        [`list-policies-for-target-${OTHER}.json`]: {
          Policies: [{ Id: 'p-aaaaaaaa', Type: 'SERVICE_CONTROL_POLICY' }],
        },
      },
      [`policy p-aaaaaaaa SER on ${OTHER}`, `policy p-bbbbbbbb RES read on ${ACCOUNT},r-ab12`],
    ],
    [
      'that an organization policy is attached to nothing',
      {
        'list-policies.json': { Policies: [{ Id: 'p-aaaaaaaa', Type: 'RESOURCE_CONTROL_POLICY' }] },
        'list-targets-for-policy-p-aaaaaaaa.json': { Targets: [] },
      },
      ['policy p-aaaaaaaa RES on '],
    ],
    [
      'list-policies saved under the name of the account that listed them',
      {
        [`${ACCOUNT}/policies-${ACCOUNT}.json`]: {
          Policies: [{ Id: 'p-aaaaaaaa', Type: 'SERVICE_CONTROL_POLICY' }],
        },
      },
      ['policy p-aaaaaaaa SER'],
    ],
  ])('knows %s', async (_, files, expected) => {
    const { inventory, codes, unrecognised } = await read(files);
    expect(outline(inventory)).toEqual(expected);
    expect(codes).toEqual([]);
    expect(unrecognised).toEqual([]);
  });

  const text = JSON.stringify(DETAILS);
  const pretty = JSON.stringify(DETAILS, null, 4);
  it.each<[string, string | Buffer]>([
    ['compact', text],
    ['pretty', pretty],
    ['with CRLF', pretty.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\ufeff${text}`],
    ['in UTF-16', Buffer.from(`\ufeff${pretty}`, 'utf16le')],
    ['packed', gzipSync(text)],
    ['as an array of pages', JSON.stringify([{ ...DETAILS, IsTruncated: true, Marker: 'x' }, DETAILS])],
    ['as two documents in one file', `${JSON.stringify({ ...DETAILS, IsTruncated: true })}\n${pretty}`],
  ])('reads them %s', async (_, contents) => {
    const { inventory, codes } = await read({ export: contents });
    expect(outline(inventory)).toEqual([ROLE_READ, 'user AIDAEXAMPLE0000000001', `managed ${POLICY.Arn} 0`]);
    expect(inventory.read.get(ACCOUNT)).toEqual({
      state: 'read',
      usersRead: true,
      providersRead: false,
    });
    expect(codes).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['an object', TRUST],
    ['JSON text', JSON.stringify(TRUST)],
    ['URL-encoded text', encodeURIComponent(JSON.stringify(TRUST))],
  ])('reads a trust policy that is %s', async (_, AssumeRolePolicyDocument) => {
    const { inventory } = await read({ 'a.json': { Roles: [{ ...ROLE, AssumeRolePolicyDocument }] } });
    const [role] = inventory.roles.values();
    expect(role?.trust).toMatchObject({ kind: 'policy', document: { statements: [{ effect: 'Allow' }] } });
  });
});

describe('joining', () => {
  it('makes one role of its two descriptions, keeping what only one has', async () => {
    const detailed = { ...ROLE, RolePolicyList: [], RoleLastUsed: {}, Tags: [{ Key: 'team', Value: 'x' }] };
    const listed = { ...ROLE, MaxSessionDuration: 7200 };
    for (const [first, second] of [[detailed, listed] as const, [listed, detailed] as const]) {
      const { inventory, codes } = await read({
        'a.json': { Roles: [first] },
        'b.json': { Roles: [second, second] },
      });
      expect([...inventory.roles.values()]).toEqual([
        expect.objectContaining({
          permissions: { inline: [], attached: [] },
          lastUsed: 'never',
          maxSessionDuration: 7200,
          tags: new Map([['team', 'x']]),
        }),
      ]);
      expect(codes).toEqual([]);
    }
  });

  it('says so when two exports of a role contradict each other, and judges the later', async () => {
    const other = { ...ROLE, AssumeRolePolicyDocument: { ...TRUST, Statement: [] } };
    const { inventory, codes } = await read({
      '2026-01/a.json': { Roles: [ROLE] },
      '2026-02/a.json': { Roles: [other] },
    });
    expect([...inventory.roles.values()]).toMatchObject([{ trust: { document: { statements: [] } } }]);
    expect(codes).toEqual([`role-contradicted ${ROLE.Arn}`]);
  });

  it('reads two accounts from one file, and says of each how much was read', async () => {
    const second = { ...ROLE, Arn: `arn:aws:iam::${OTHER}:role/x` };
    const { inventory } = await read({
      'a.json': { RoleDetailList: [ROLE, second], UserDetailList: [] },
      [`${ACCOUNT}/saml.json`]: { SAMLProviderList: [] },
      [`${ACCOUNT}/oidc.json`]: { OpenIDConnectProviderList: [] },
    });
    expect([...inventory.read]).toEqual([
      [ACCOUNT, { state: 'read', usersRead: true, providersRead: true }],
      [OTHER, { state: 'read', usersRead: true, providersRead: false }],
    ]);
  });

  it.each<[string, Files, object | undefined, string[]]>([
    ['roles only', { 'a.json': { RoleDetailList: [ROLE] } }, { state: 'read', usersRead: false }, []],
    [
      'roles and users from two calls',
      { 'a.json': { Roles: [ROLE] }, 'b.json': { Users: [USER] } },
      { state: 'read', usersRead: true },
      [],
    ],
    ['users only', { 'b.json': { Users: [USER] } }, undefined, []],
    ['single roles only', { 'a.json': { Role: ROLE } }, { state: 'skipped', usersRead: false }, []],
    [
      'a page that says more follow',
      { 'a.json': { ...DETAILS, IsTruncated: true, Marker: 'x' } },
      { state: 'read', reason: 'a page of the export is missing', usersRead: false },
      ['page-missing a.json'],
    ],
    [
      'all pages, the last without anybody of the account',
      { 'a.json': { ...DETAILS, IsTruncated: true }, 'b.json': { RoleDetailList: [], UserDetailList: [] } },
      { state: 'read', usersRead: true },
      [],
    ],
    [
      'a file cut off in its second role',
      { 'a.json': `{"UserDetailList":[],"RoleDetailList":[${JSON.stringify(ROLE)},{"Arn":` },
      { state: 'unreadable', usersRead: false },
      ['json-unfinished a.json RoleDetailList[1]'],
    ],
    [
      'a user whose id cannot be read',
      { 'a.json': { ...DETAILS, UserDetailList: [{ ...USER, UserId: 'bob' }] } },
      { state: 'read', reason: 'a part of the export could not be read', usersRead: false },
      [`user-invalid ${USER.Arn}`],
    ],
  ])('says how much of an account was read: %s', async (_, files, reading, problems) => {
    const { inventory, codes } = await read(files);
    const found = inventory.read.get(ACCOUNT);
    if (reading) expect(found).toMatchObject(reading);
    else expect(found).toBeUndefined();
    expect(codes).toEqual(problems);
  });

  it('keeps a role whose trust policy is missing or no policy, as unreadable', async () => {
    const without = { ...ROLE, Arn: `${ROLE.Arn}-1`, AssumeRolePolicyDocument: undefined };
    const broken = { ...ROLE, Arn: `${ROLE.Arn}-2`, AssumeRolePolicyDocument: '{"Statement": secret' };
    const { inventory, codes } = await read({ 'a.json': { Roles: [without, broken] } });
    expect(outline(inventory)).toEqual([`role ${ROLE.Arn}-1 unreadable`, `role ${ROLE.Arn}-2 unreadable`]);
    expect(codes).toEqual([`trust-policy-missing ${ROLE.Arn}-1`, `policy-not-json ${ROLE.Arn}-2`]);
    expect(JSON.stringify(inventory.problems)).not.toContain('secret');
  });

  it('reports ids of the wrong length and keeps the rest', async () => {
    const { inventory, codes } = await read({
      'a.json': { Roles: [{ ...ROLE, Arn: 'arn:aws:iam::12345678901:role/x' }, ROLE] },
      'b.json': { Accounts: [{ Id: '1234' }, { Id: OTHER }] },
    });
    expect(outline(inventory)).toEqual([`account ${OTHER}`, ROLE_READ]);
    expect(codes).toEqual(['role-arn-invalid a.json Roles[0]', 'account-id-invalid b.json Accounts[0]']);
  });

  it('says when an answer does not tell whose it is', async () => {
    const detail = { Url: 'gitlab.com', ClientIDList: [], ThumbprintList: [] };
    const { codes } = await read({
      'a.json': { Parents: [{ Id: 'r-ab12' }] },
      'b.json': { Targets: [{ TargetId: 'r-ab12' }] },
      'c.json': detail,
      'd.json': { Children: [{ Id: OTHER }] },
    });
    expect(codes.sort()).toEqual(['a', 'b', 'c', 'd'].map((name) => `owner-unnamed ${name}.json`));
  });

  it('says when only a part of the account list was read', async () => {
    const { codes, inventory } = await read({
      'list-accounts-for-parent-r-ab12.json': { Accounts: [{ Id: OTHER }] },
    });
    expect(outline(inventory)).toEqual([`account ${OTHER}  `.trim(), `${OTHER} under r-ab12`]);
    expect(codes).toEqual(['account-list-partial organization']);
    expect(inventory.accountsIncomplete).toBe(true);
    expect((await read({ 'a.json': { Accounts: [account(OTHER)], NextToken: 'x' } })).codes).toEqual([
      'page-missing a.json',
    ]);
  });

  it('refuses to mix two organizations', async () => {
    const other = { Organization: { Id: 'o-other123456' } };
    const { inventory, codes } = await read({ 'a.json': { Organization: ORGANIZATION }, 'b.json': other });
    expect(inventory.organization?.id).toBe('o-example1234');
    expect(codes).toEqual(['organization-other b.json']);
  });
});

describe('the trail', () => {
  const other = { ...record(9), eventSource: 's3.amazonaws.com', eventName: 'GetObject' };
  const three = [record(1), other, record(3)];
  const handedOut = [
    [record(1), 0],
    [record(3), 2],
  ];
  const envelope = (detail: object) => ({
    version: '0',
    'detail-type': 'AWS API Call via CloudTrail',
    detail,
  });

  it.each<[string, unknown]>([
    ['a log object', gzipSync(JSON.stringify({ Records: three }))],
    ['a pretty-printed one', JSON.stringify({ Records: three }, null, 2)],
    ['one record a line', three.map((one) => JSON.stringify(one)).join('\n')],
    ['an array of records', three],
    [
      'lookup-events',
      { Events: three.map((one) => ({ EventId: 'x', CloudTrailEvent: JSON.stringify(one) })) },
    ],
    ['event bus envelopes', three.map((one) => JSON.stringify(envelope(one))).join('\n')],
  ])('hands out the records of STS and counts all: %s', async (_, contents) => {
    const { records, trail, codes, unrecognised } = await read({ 'log.json': contents });
    expect(records).toEqual(handedOut.map(([value, index]) => [value, 'log.json', index]));
    expect(trail).toEqual({
      files: 1,
      records: 3,
      malformed: 0,
      leftAside: 0,
      from: '2026-11-01T08:00:00Z',
      until: '2026-11-09T08:00:00Z',
    });
    expect([codes, unrecognised]).toEqual([[], []]);
  });

  it('finds the records behind an item that is none', async () => {
    const { records, unrecognised } = await read({ 'a.json': { Records: [null, record(1)] } });
    expect(records).toEqual([[record(1), 'a.json', 0]]);
    expect(unrecognised).toEqual(['a.json Records[0]']);
  });

  it('is not fooled by escapes in the name of the source', async () => {
    const text = JSON.stringify({ Records: [other, record(2)] }).replace(
      'sts.amazonaws',
      '\\u0073ts.amazonaws',
    );
    expect((await read({ 'a.json': text })).records).toEqual([[record(2), 'a.json', 1]]);
  });

  it('leaves digests and insights aside, and counts them', async () => {
    const insight = { ...record(1), eventCategory: 'Insight', insightDetails: {} };
    const digest = 'AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/11/01/x.json.gz';
    const { trail, unrecognised, codes } = await read({
      'a.json': { Records: [insight, insight] },
      'b.json': { awsAccountId: ACCOUNT, digestStartTime: '2026-11-01T00:00:00Z', logFiles: [] },
      [digest]: 'not even read',
    });
    expect(trail).toEqual({ files: 0, records: 0, malformed: 0, leftAside: 3 });
    expect([codes, unrecognised]).toEqual([[], []]);
  });

  it('counts records that cannot be read, and reads on', async () => {
    const [first, second] = [JSON.stringify(record(1)), JSON.stringify(record(2))];
    const lines = await read({
      'a.ndjson': [first, `${first.slice(0, -1)},}`, first.slice(0, 60), second].join('\n'),
    });
    expect(lines.records.map(([, , index]) => index)).toEqual([0, 3]);
    expect(lines.trail).toMatchObject({ records: 4, malformed: 2 });
    expect(lines.codes.sort()).toEqual(['json-malformed a.ndjson:2', 'json-malformed a.ndjson:3']);

    const list = await read({ 'a.json': `{"Records":[{x},${first},${first.slice(0, -1)},},${second}]}` });
    expect(list.trail).toMatchObject({ records: 4, malformed: 2 });
    expect(list.codes).toEqual(['json-malformed a.json Records[0]', 'json-malformed a.json Records[2]']);
  });

  it('keeps the records of a truncated log object', async () => {
    const log = gzipSync(
      JSON.stringify({ Records: [...Array(500)].map((_, n) => record(1, { n, x: n * n * n })) }),
    );
    const { trail, codes } = await read({ 'a.json.gz': log.subarray(0, -20) });
    expect(trail.records).toBeGreaterThan(300);
    expect(codes).toEqual([
      'gzip-truncated a.json.gz',
      expect.stringMatching(/^json-unfinished a.json.gz Records/),
    ]);
  });

  it.each<[string, unknown, string[], string[]]>([
    [
      'notifications of S3',
      { Records: [{ eventSource: 'aws:s3', eventName: 'ObjectCreated:Put' }] },
      [],
      ['a.json'],
    ],
    ['sums of a query, as JSON', { QueryResultRows: [[{ eventName: 'x' }, { n: '2' }]] }, [], ['a.json']],
    ['sums of a query, as a table', '"eventname","_col1"\n"x","2"', ['json-malformed a.json'], []],
  ])('does not take %s for log files', async (_, contents, problems, names) => {
    const { codes, unrecognised, trail } = await read({ 'a.json': contents });
    expect([codes, unrecognised, trail.records]).toEqual([problems, names, 0]);
  });
});

describe('bad input', () => {
  it.each<[string, Files, string[], string[]]>([
    ['a zip archive', { 'a.zip': 'PK\u0003\u0004' }, ['zip-not-supported a.zip'], []],
    ['text in a file named as JSON', { 'a.json': 'An error occurred' }, ['json-malformed a.json'], []],
    ['an empty file named as JSON', { 'a.json': '' }, ['nothing-to-read a.json'], []],
    [
      'other files',
      { 'a.txt': 'hello', 'b.bin': Buffer.from([1, 2]), 'c.md': '[x](y)', 'd.txt': '' },
      [],
      ['a.txt', 'b.bin', 'c.md', 'd.txt'],
    ],
    [
      'other JSON',
      { 'package.json': { name: 'x' }, 'policy.json': TRUST },
      [],
      ['package.json', 'policy.json'],
    ],
    [
      'a line of other JSON among ours',
      { 'a.json': `${JSON.stringify(DETAILS)}\n{"x":1}` },
      [],
      ['a.json:2'],
    ],
    [
      'nesting without end',
      { 'a.json': '['.repeat(100_000), 'b.json': '{"a":'.repeat(100_000) },
      ['json-too-deep a.json', 'json-too-deep b.json'],
      [],
    ],
    ['a list of nothing', { 'a.json': '[]' }, [], ['a.json']],
    ['hostile keys', { 'a.json': '{"__proto__":{"Roles":[]},"constructor":1}' }, [], ['a.json']],
  ])('survives %s', async (_, files, problems, names) => {
    const { codes, unrecognised } = await read({ ...files, 'z.json': { Roles: [ROLE] } });
    expect([codes, unrecognised]).toEqual([problems, names]);
  });

  it('tells twenty problems of one file, and how many more there are', async () => {
    const { codes } = await read({ 'a.json': `{"Roles":[${'{x},'.repeat(50)}${JSON.stringify(ROLE)}]}` });
    expect(codes).toHaveLength(21);
    expect(codes.at(-1)).toBe('problems-omitted a.json');
  });

  it('names a path that is not there', async () => {
    const missing = join(temporaryFolder({}), 'missing');
    await expect(readExports([missing], {})).rejects.toThrow(PathNotFoundError);
    await expect(readExports([missing], {})).rejects.toThrow(missing);
  });

  it('says that an empty folder holds nothing', async () => {
    expect((await read({})).codes).toEqual([expect.stringMatching(/^nothing-to-read /)]);
  });

  it('follows links once, and goes on past one that leads nowhere', async () => {
    const folder = temporaryFolder({ 'a/list.json': { Roles: [ROLE] }, '.hidden/b.json': 'passed over' });
    symlinkSync(folder, join(folder, 'a/circle'));
    symlinkSync(join(folder, 'a/list.json'), join(folder, 'again.json'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'));
    mkdirSync(join(folder, 'empty'));
    const read: string[] = [];
    const { inventory } = await readExports([folder, join(folder, 'a')], {
      onProgress: ({ at, bytes }) => bytes === 0 && read.push(relative(folder, at)),
    });
    expect(read).toEqual(['a/list.json']);
    expect(inventory.problems).toMatchObject([
      { code: 'path-unreadable', at: join(folder, 'broken'), raw: 'ENOENT' },
    ]);
  });
});
