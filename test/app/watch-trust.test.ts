import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewFindings } from '../../lib/app/watch';
import type { MemoryHome } from '../../lib/stores/memory-store';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder';
import {
  AFTERWARDS,
  copyOf,
  historyIn,
  scanInto,
  scannedState,
  watchOver,
} from '../support/watched-organization';

const ACCOUNT = '777788889999';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/QuboleDataAccess`;
const STRANGER = '999988887777';

let scanned: MemoryHome;
beforeAll(async () => {
  scanned = await scannedState();
});
afterAll(removeTemporaryFolders);

/** A call of an administrator's that changes trust, the day after the scan. */
function changeOf(eventName: string, request: object, more: object = {}) {
  return {
    eventVersion: '1.10',
    userIdentity: {
      type: 'IAMUser',
      userName: 'mallory',
      arn: `arn:aws:iam::${ACCOUNT}:user/mallory`,
      accountId: ACCOUNT,
    },
    eventTime: '2026-11-21T11:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '192.0.2.66',
    userAgent: 'aws-cli/2.15',
    requestParameters: request,
    responseElements: null,
    eventID: `change-${eventName}`,
    recipientAccountId: ACCOUNT,
    ...more,
  };
}

const letIn = (account: string) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'sts:AssumeRole',
});

interface ExportedRole {
  readonly RoleName: string;
  AssumeRolePolicyDocument: { readonly Statement: readonly object[] };
}

/** The exports of the organization after one of the account's roles was changed. */
function exportsAfter(change: (role: ExportedRole) => void): {
  readonly paths: string[];
  readonly role: ExportedRole;
} {
  const folder = temporaryFolder({});
  cpSync('examples/organization/iam', join(folder, 'iam'), { recursive: true });
  cpSync('examples/organization/organizations', join(folder, 'organizations'), { recursive: true });
  const file = join(folder, 'iam', ACCOUNT, 'get-account-authorization-details.json');
  const details: { readonly RoleDetailList: readonly ExportedRole[] } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  const role = details.RoleDetailList.find(({ RoleName }) => RoleName === 'QuboleDataAccess');
  if (role === undefined) throw new Error('the role is not in the exports');
  change(role);
  writeFileSync(file, JSON.stringify(details));
  return { paths: [join(folder, 'iam'), join(folder, 'organizations')], role };
}

const told = (all: readonly NewFindings[]) =>
  all.flatMap(({ findings }) => findings.map(({ rule, subject, party }) => [rule, subject, party]));
const idsOf = (all: readonly NewFindings[]) => all.flatMap(({ findings }) => findings.map(({ id }) => id));

describe('a change of trust in the stream', () => {
  it('is judged by the new trust policy that it brings, and the next scan finds the same', async () => {
    const { paths, role } = exportsAfter((each) => {
      const { Statement, ...rest } = each.AssumeRolePolicyDocument;
      each.AssumeRolePolicyDocument = { ...rest, Statement: [...Statement, letIn(STRANGER)] };
    });
    const update = changeOf('UpdateAssumeRolePolicy', {
      roleName: role.RoleName,
      policyDocument: JSON.stringify(role.AssumeRolePolicyDocument),
    });
    const home = await copyOf(scanned);
    const watched = await watchOver(home, [[update]]);
    expect(told(watched.told)).toEqual([['trust-added', ROLE, `account:${STRANGER}`]]);
    const [finding] = watched.told[0]?.findings ?? [];
    expect(finding?.title).toBe(`Unknown account ${STRANGER} was given a way into role QuboleDataAccess`);
    expect(JSON.stringify(finding?.evidence)).toContain('mallory');

    await scanInto(home, AFTERWARDS, paths);
    const { findings } = await historyIn(home);
    const added = [...findings].filter(([, { rule }]) => rule === 'trust-added');
    expect(added.map(([id, { state, turn }]) => [id, state, turn])).toEqual([[finding?.id, 'open', 1]]);
    expect((await watchOver(home, [[update]])).told).toEqual([]);
  });

  it('lets whoever was let in use the role, as far as its trust goes', async () => {
    const update = changeOf('UpdateAssumeRolePolicy', {
      roleName: 'QuboleDataAccess',
      policyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [letIn(STRANGER)] }),
    });
    const entry = changeOf(
      'AssumeRole',
      { roleArn: ROLE, roleSessionName: 'x' },
      {
        eventSource: 'sts.amazonaws.com',
        userIdentity: { type: 'AWSAccount', principalId: 'AROAEXAMPLESTRANGER1:x', accountId: STRANGER },
      },
    );
    const both = await watchOver(await copyOf(scanned), [[entry, update]]);
    const other = await watchOver(await copyOf(scanned), [[update], [entry]]);
    const rules = told(both.told).map(([rule]) => rule);
    expect(rules).toContain('unapproved-party-use');
    expect(rules).not.toContain('use-not-permitted-now');
    expect(idsOf(other.told).sort()).toEqual(idsOf(both.told).sort());
  });

  it('tells of a role that is made for somebody outside', async () => {
    const arn = `arn:aws:iam::${ACCOUNT}:role/ops/Helper`;
    const create = changeOf(
      'CreateRole',
      {
        roleName: 'Helper',
        path: '/ops/',
        assumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: letIn(STRANGER) }),
      },
      { responseElements: { role: { arn, roleId: 'AROAEXAMPLEHELPER001', roleName: 'Helper' } } },
    );
    expect(told((await watchOver(await copyOf(scanned), [[create]])).told)).toEqual([
      ['role-created-for-outsider', arn, `account:${STRANGER}`],
    ]);
  });

  it.each([
    ['was refused', { errorCode: 'AccessDenied' }, {}],
    ['is older than the scan', { eventTime: '2026-11-20T11:00:00Z' }, {}],
    [
      'lets in only our own',
      {},
      {
        policyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [letIn(ACCOUNT)] }),
        roleName: 'WarehouseLoader',
      },
    ],
    ['has no document', {}, { policyDocument: null }],
    ['has one of another role that nobody knows', {}, { roleName: 'Unheard' }],
  ])('tells nothing of one that %s', async (_, more, request) => {
    const update = changeOf(
      'UpdateAssumeRolePolicy',
      {
        roleName: 'QuboleDataAccess',
        policyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [letIn(STRANGER)] }),
        ...request,
      },
      more,
    );
    expect((await watchOver(await copyOf(scanned), [[update]])).told).toEqual([]);
  });

  it('never takes a policy that nobody can read for one that lets nobody in', async () => {
    const update = changeOf('UpdateAssumeRolePolicy', { roleName: 'QuboleDataAccess', policyDocument: '{' });
    const rules = told((await watchOver(await copyOf(scanned), [[update]])).told).map(([rule]) => rule);
    expect(rules).not.toContain('trust-removed');
  });
});

describe('providers and guardrails in the stream', () => {
  it('tells of a new provider by the id that a scan gives it', async () => {
    const arn = `arn:aws:iam::${ACCOUNT}:saml-provider/Backdoor`;
    const create = changeOf(
      'CreateSAMLProvider',
      { name: 'Backdoor', sAMLMetadataDocument: '<xml/>' },
      { responseElements: { sAMLProviderArn: arn } },
    );
    const home = await copyOf(scanned);
    const { told: all } = await watchOver(home, [[create]]);
    expect(told(all)).toEqual([['provider-changed', ACCOUNT, undefined]]);

    const { paths } = exportsAfter(() => {});
    const file = join(paths[0] ?? '', ACCOUNT, 'list-saml-providers.json');
    const list: { readonly SAMLProviderList: object[] } = JSON.parse(readFileSync(file, 'utf8'));
    list.SAMLProviderList.push({ Arn: arn });
    writeFileSync(file, JSON.stringify(list));
    await scanInto(home, AFTERWARDS, paths);
    const changed = [...(await historyIn(home)).findings].filter(
      ([, { rule }]) => rule === 'provider-changed',
    );
    expect(changed.map(([id, { state, turn }]) => [id, state, turn])).toEqual([[idsOf(all)[0], 'open', 1]]);
  });

  it('tells of new metadata for a provider', async () => {
    const update = changeOf('UpdateSAMLProvider', {
      sAMLProviderArn: `arn:aws:iam::${ACCOUNT}:saml-provider/CorporateIdP`,
      sAMLMetadataDocument: '<xml/>',
    });
    const { told: all } = await watchOver(await copyOf(scanned), [[update]]);
    expect(told(all)).toEqual([['provider-changed', ACCOUNT, undefined]]);
  });

  it.each(['DetachPolicy', 'DeletePolicy'])(
    'tells of %s where it was a resource control policy',
    async (event) => {
      const [guardrail] = ((await historyIn(scanned)).trust?.guardrails ?? []).filter(
        ({ id }) => id !== 'p-RCPFullAWSAccess',
      );
      const off = changeOf(
        event,
        { policyId: guardrail?.id, targetId: guardrail?.targets?.[0] },
        { eventSource: 'organizations.amazonaws.com' },
      );
      const { told: all } = await watchOver(await copyOf(scanned), [[off]]);
      expect(told(all)).toEqual([['guardrail-removed', 'o-exampleorg1', undefined]]);
      const other = changeOf(
        event,
        { policyId: 'p-scp00001', targetId: ACCOUNT },
        { eventSource: 'organizations.amazonaws.com' },
      );
      expect((await watchOver(await copyOf(scanned), [[other]])).told).toEqual([]);
    },
  );
});
