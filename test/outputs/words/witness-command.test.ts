import { roleArnIn } from '../../../lib/model/arn';
import type { Grant } from '../../../lib/model/grant';
import type { Principal } from '../../../lib/model/principal';
import { witnessCommand } from '../../../lib/outputs/words/witness-command';
import { STRANGER } from '../../support/graph-builder';

const ROLE = roleArnIn('arn:aws:iam::111122223333:role/Reader') ?? never();
const scanner: Principal = { kind: 'role', arn: `arn:aws:iam::${STRANGER}:role/Scanner`, account: STRANGER };
const view = { salt: '', showExternalIds: false };

function commandOf(
  call: Grant['call'],
  context: Readonly<Record<string, readonly string[]>>,
  principal = scanner,
) {
  const grant: Grant = {
    id: 'g',
    role: ROLE,
    call,
    caller: { kind: 'anyone' },
    verdict: 'admits',
    guards: [],
    unless: [],
    statements: ['0'],
  };
  return witnessCommand(grant, { principal, context: new Map(Object.entries(context)) }, view);
}

describe('a witness as a command', () => {
  it.each<[string, Readonly<Record<string, readonly string[]>>, string]>([
    [
      'nothing but the role',
      {},
      'aws sts assume-role --role-arn arn:aws:iam::111122223333:role/Reader --role-session-name trust-atlas',
    ],
    [
      'a session name',
      { 'sts:RoleSessionName': ['nightly'] },
      'aws sts assume-role --role-arn arn:aws:iam::111122223333:role/Reader --role-session-name nightly',
    ],
    [
      'a source identity',
      { 'sts:SourceIdentity': ['dana'] },
      'aws sts assume-role --role-arn arn:aws:iam::111122223333:role/Reader --role-session-name trust-atlas --source-identity dana',
    ],
    [
      'a tag',
      { 'aws:RequestTag/team': ['eng'] },
      'aws sts assume-role --role-arn arn:aws:iam::111122223333:role/Reader --role-session-name trust-atlas --tags Key=team,Value=eng',
    ],
  ])('says %s', (_, context, command) => {
    expect(commandOf('AssumeRole', context)).toEqual({
      as: scanner.kind === 'role' && scanner.arn,
      command,
      besides: [],
    });
  });

  it('puts a placeholder where the external id belongs', () => {
    const { command } = commandOf('AssumeRole', { 'sts:ExternalId': ['k7-prod-88'] });
    expect(command).toMatch(/--external-id external-id:[0-9a-f]{8}$/);
    expect(command).not.toContain('k7-prod-88');
  });

  it('tells beside the command what no option says', () => {
    const { command, besides } = commandOf('AssumeRole', { 'aws:SourceIp': ['192.0.2.7'] });
    expect(besides).toEqual(['aws:SourceIp=192.0.2.7']);
    expect(command).not.toContain('192.0.2.7');
  });

  it('cannot be made to run anything else by a value', () => {
    const { command } = commandOf('AssumeRole', { 'sts:SourceIdentity': ["x'; rm -rf / #"] });
    expect(command).toContain("--source-identity 'x'\\''; rm -rf / #'");
  });

  it.each<[Grant['call'], Principal, RegExp]>([
    [
      'AssumeRoleWithSAML',
      { kind: 'saml', provider: 'arn:aws:iam::111122223333:saml-provider/Okta' },
      /assume-role-with-saml .*--saml-assertion/,
    ],
    [
      'AssumeRoleWithWebIdentity',
      { kind: 'oidc', issuer: 'gitlab.com', provider: 'arn:p' },
      /assume-role-with-web-identity .*--role-session-name .*--web-identity-token/,
    ],
  ])('leaves the evidence of the provider open for %s', (call, principal, expected) => {
    expect(commandOf(call, {}, principal).command).toMatch(expected);
  });
});

function never(): never {
  throw new Error('not a role ARN');
}
