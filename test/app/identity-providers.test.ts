import { exportedRole, exportFolder } from '../support/export-folder';
import { runCommand } from '../support/run-command';

const AS_OF = ['--as-of', '2026-11-24T00:00:00Z'];
const READER = 'arn:aws:iam::111122223333:role/Reader';
const CLUSTER = 'oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D4E5F60718293A4B5C6D7E8F9';

const trusting = (issuer: string) => ({
  Effect: 'Allow',
  Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { StringEquals: { [`${issuer}:sub`]: 'system:serviceaccount:shop:cart' } },
});

const folderTrusting = (issuer: string, lists = {}) =>
  exportFolder({
    '111122223333/roles.json': { Roles: [exportedRole('Reader', trusting(issuer))] },
    ...lists,
  });

const UNLISTED = /identity providers of one account were not listed/;
const CLUSTER_OF_WHOM = /EKS cluster: the issuer does not tell which account the cluster is in/;

async function seen(folder: string) {
  const from = ['--from', folder, ...AS_OF];
  const { out } = await runCommand('scan', ...from, '--format', 'json');
  const limits: readonly string[] = JSON.parse(out).coverage.limits;
  const table = (await runCommand('scan', ...from, '--all')).out.replace(/\s+/g, ' ');
  const explained = (await runCommand('explain', READER, ...from)).out.replace(/\s+/g, ' ');
  return { limits, table, explained };
}

describe('identity providers that were not listed', () => {
  it('are told by scan and by explain', async () => {
    const { limits, table, explained } = await seen(folderTrusting('gitlab.com'));
    expect(limits).toContainEqual(expect.stringMatching(UNLISTED));
    expect(table).toMatch(UNLISTED);
    expect(explained).toContain('whether the account has this identity provider is not known');
  });

  it('are not spoken of where they were', async () => {
    const lists = {
      '111122223333/saml.json': { SAMLProviderList: [] },
      '111122223333/oidc.json': {
        OpenIDConnectProviderList: [{ Arn: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com' }],
      },
    };
    const { limits, explained } = await seen(folderTrusting('gitlab.com', lists));
    expect(limits.filter((limit) => limit.includes('identity provider'))).toEqual([]);
    expect(explained).not.toContain('this identity provider');
  });
});

describe('a cluster', () => {
  it('may be of any account, which scan and explain say', async () => {
    const { limits, table, explained } = await seen(folderTrusting(CLUSTER));
    expect(limits).toContainEqual(expect.stringMatching(CLUSTER_OF_WHOM));
    expect(table).toMatch(CLUSTER_OF_WHOM);
    expect(explained).toContain('the issuer does not tell which account the cluster is in');
  });

  it('is not spoken of where none is trusted', async () => {
    const { limits } = await seen(folderTrusting('gitlab.com'));
    expect(limits.filter((limit) => limit.includes('cluster'))).toEqual([]);
  });
});
