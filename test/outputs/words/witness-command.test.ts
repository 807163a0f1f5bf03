import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { roleArnIn } from '../../../lib/model/arn';
import type { Grant } from '../../../lib/model/grant';
import type { Principal } from '../../../lib/model/principal';
import { escapeText } from '../../../lib/outputs/escape';
import { witnessCommand } from '../../../lib/outputs/words/witness-command';
import { STRANGER } from '../../support/graph-builder';
import { propertyRuns } from '../../support/property-runs';

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
    [
      'tags of which only the keys matter, and which of them go on',
      { 'aws:RequestTag/team': ['eng'], 'aws:TagKeys': ['Team', 'cost'], 'sts:TransitiveTagKeys': ['cost'] },
      'aws sts assume-role --role-arn arn:aws:iam::111122223333:role/Reader --role-session-name trust-atlas --tags Key=team,Value=eng Key=cost,Value= --transitive-tag-keys cost',
    ],
    [
      'tags that the short form cannot hold',
      { 'aws:RequestTag/team': ["o'hara, eng"] },
      `aws sts assume-role --role-arn arn:aws:iam::111122223333:role/Reader --role-session-name trust-atlas --tags '[{"Key":"team","Value":"o'\\''hara, eng"}]'`,
    ],
    [
      'a value that looks like an option',
      { 'sts:RoleSessionName': ['--debug'] },
      'aws sts assume-role --role-arn arn:aws:iam::111122223333:role/Reader --role-session-name=--debug',
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

  it.each(['file:///etc/passwd', 'fileb://token'])('never has a file read for a value: %s', (value) => {
    const { command, besides } = commandOf('AssumeRole', { 'sts:SourceIdentity': [value] });
    expect(command).not.toContain('file');
    expect(besides).toEqual([`sts:SourceIdentity=${value}`]);
  });

  it.each([
    "x'; rm -rf / #",
    '$(id)',
    '`id`',
    '$HOME',
    '!!',
    '=ls',
    '~',
    '',
    '-',
    'two words',
    "back\\slash'",
    'line\nfeed',
    '\u001b[31mred',
    'right\u202eleft',
    'тест',
  ])('is one word to a shell, and nothing that a screen obeys: %j', (value) => {
    const { command } = commandOf('AssumeRole', { 'sts:SourceIdentity': [value] });
    expect(escapeText(command)).toBe(command);
    expect(
      wordsOf(command)
        .at(-1)
        ?.replace(/^--source-identity=/, ''),
    ).toBe(value);
  });

  it('is read back by a shell, whatever it holds', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(texts, (values) => {
        const given = values.filter((value) => !value.includes('\0'));
        const { command } = commandOf('AssumeRole', {
          'sts:RoleSessionName': ['nightly'],
          'sts:TransitiveTagKeys': given,
          'aws:TagKeys': ['team'],
        });
        expect(wordsOf(command).slice(-given.length || Infinity)).toEqual(given);
      }),
      { numRuns: propertyRuns(20) },
    );
  });

  it('asks for a device where a user must have used one', () => {
    const user: Principal = { kind: 'user', arn: `arn:aws:iam::${STRANGER}:user/alice`, account: STRANGER };
    const { command, besides } = commandOf('AssumeRole', { 'aws:MultiFactorAuthPresent': ['true'] }, user);
    expect(command).toMatch(/ --serial-number "\$MFA_DEVICE" --token-code "\$MFA_CODE"$/);
    expect(besides).toEqual([]);
  });

  it('leaves it to the session of a role whether one was used', () => {
    const { command, besides } = commandOf('AssumeRole', { 'aws:MultiFactorAuthPresent': ['true'] });
    expect(command).not.toContain('MFA');
    expect(besides).toEqual(['aws:MultiFactorAuthPresent=true']);
  });

  it.each<[Grant['call'], Principal, RegExp]>([
    [
      'AssumeRoleWithSAML',
      { kind: 'saml', provider: 'arn:aws:iam::111122223333:saml-provider/Okta' },
      /assume-role-with-saml .*--principal-arn arn:aws:iam::111122223333:saml-provider\/Okta --saml-assertion/,
    ],
    [
      'AssumeRoleWithWebIdentity',
      { kind: 'oidc', issuer: 'gitlab.com', provider: 'arn:p' },
      /assume-role-with-web-identity .*--role-session-name trust-atlas --web-identity-token/,
    ],
    [
      'AssumeRoleWithWebIdentity',
      { kind: 'web-identity', issuer: 'www.amazon.com' },
      /assume-role-with-web-identity .*--provider-id www\.amazon\.com --web-identity-token/,
    ],
  ])('leaves the evidence of the provider open for %s', (call, principal, expected) => {
    expect(commandOf(call, {}, principal).command).toMatch(expected);
  });
});

/** What a shell makes of a command, without running it. */
function wordsOf(command: string): readonly string[] {
  const printed = execFileSync('bash', ['--norc', '-c', `printf '%s\\0' ${command}`], {
    encoding: 'utf8',
    env: { LC_ALL: 'C.UTF-8' },
  });
  return printed.split('\0').slice(0, -1);
}

function never(): never {
  throw new Error('not a role ARN');
}
