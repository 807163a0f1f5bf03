import { parseRole } from '../../lib/model/parse-role';
import type { Role } from '../../lib/model/role';

const ARN = 'arn:aws:iam::111122223333:role/team/reader';
const TRUST = { Version: '2012-10-17', Statement: [] };
const RAW = { Arn: ARN, RoleId: 'AROAEXAMPLE0000000001', AssumeRolePolicyDocument: TRUST };

function read(raw: unknown): { role: Role; codes: string[] } {
  const parsed = parseRole(raw, 'file.json');
  if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
  return { role: parsed.value.value, codes: parsed.value.problems.map(({ code }) => code) };
}

describe('parsing a role', () => {
  it('leaves absent what the answer lacks', () => {
    expect(read(RAW)).toEqual({
      role: {
        arn: ARN,
        account: '111122223333',
        path: '/team/',
        name: 'reader',
        uniqueId: 'AROAEXAMPLE0000000001',
        trust: { kind: 'policy', document: { version: '2012-10-17', statements: [] } },
      },
      codes: [],
    });
  });

  it('reads everything that authorization details and get-role have', () => {
    const { role, codes } = read({
      ...RAW,
      RolePolicyList: [{ PolicyName: 'inline', PolicyDocument: TRUST }],
      AttachedManagedPolicies: [{ PolicyName: 'x', PolicyArn: 'arn:aws:iam::aws:policy/x' }],
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/b',
      },
      Tags: [{ Key: 'team', Value: 'x' }, { Key: 'empty' }, null],
      CreateDate: '2026-01-02T03:04:05+00:00',
      RoleLastUsed: { LastUsedDate: '2026-02-03T04:05:06+02:00', Region: 'eu-west-1' },
      MaxSessionDuration: 43_200,
    });
    expect(codes).toEqual([]);
    expect(role).toMatchObject({
      permissions: {
        inline: [{ name: 'inline', document: { statements: [] } }],
        attached: ['arn:aws:iam::aws:policy/x'],
      },
      boundary: 'arn:aws:iam::aws:policy/b',
      tags: new Map([
        ['team', 'x'],
        ['empty', ''],
      ]),
      created: '2026-01-02T03:04:05Z',
      lastUsed: '2026-02-03T02:05:06Z',
      maxSessionDuration: 43_200,
    });
  });

  it.each([
    ['an empty RoleLastUsed', {}, 'never'],
    ['no RoleLastUsed', undefined, undefined],
    ['a date that is none', { LastUsedDate: 'yesterday' }, undefined],
  ])('tells never used from not known: %s', (_, RoleLastUsed, expected) => {
    expect(read({ ...RAW, RoleLastUsed }).role.lastUsed).toBe(expected);
  });

  it.each([
    ['no trust policy', { AssumeRolePolicyDocument: undefined }, 'trust-policy-missing'],
    ['a trust policy that is no JSON', { AssumeRolePolicyDocument: '{' }, 'policy-not-json'],
    ['a trust policy without statements', { AssumeRolePolicyDocument: {} }, 'policy-without-statement'],
  ])('keeps a role with %s, as unreadable', (_, change, code) => {
    const { role, codes } = read({ ...RAW, ...change });
    expect(role.trust).toMatchObject({ kind: 'unreadable', problem: { code, at: ARN } });
    expect(codes).toEqual([code]);
  });

  it('keeps a role with an inline policy or an id that cannot be read', () => {
    const { role, codes } = read({ ...RAW, RoleId: 'reader', RolePolicyList: [{ PolicyName: 'x' }, 7] });
    expect(role.permissions?.inline).toEqual([{ name: 'x' }, { name: '' }]);
    expect(role.uniqueId).toBeUndefined();
    expect(codes).toEqual(['role-id-invalid', 'policy-not-an-object', 'policy-not-an-object']);
  });

  it.each([[null], ['x'], [[RAW]], [{}], [{ ...RAW, Arn: 'arn:aws:iam::1:role/x' }], [{ ...RAW, Arn: 5 }]])(
    'refuses %j, which has no ARN of a role',
    (raw) => {
      expect(parseRole(raw, 'file.json')).toMatchObject({
        kind: 'problem',
        problem: { code: 'role-arn-invalid', at: 'file.json' },
      });
    },
  );
});
