/**
 * The principal that a user names on the command line, as the evaluator wants it.
 */
import { arnIn, nameOfArn, type RoleArn } from '../model/arn';
import { accountIdIn } from '../model/identifiers';
import type { Inventory } from '../model/inventory';
import type { Principal } from '../model/principal';
import type { Role } from '../model/role';
import { isBuiltInIssuer } from '../policy/web-identity-claims';
import { UsageError } from './exit-codes';

const FORMS = 'an ARN, an account id, a service host, oidc:ISSUER or saml:PROVIDER_ARN';

/**
 * Reads `--as`.
 * An account id stands for some role of that account; unique ids are looked up in what was read.
 * @param role the role to be entered: its partition and account complete the short forms
 * @throws UsageError when the text is none of the forms
 */
export function parsePrincipalArgument(text: string, role: Role, inventory: Inventory): Principal {
  const partition = role.arn.split(':')[1] ?? 'aws';
  const account = accountIdIn(text);
  if (account)
    return {
      kind: 'role',
      arn: `arn:${partition}:iam::${account}:role/some-role`,
      account,
      sessionName: 'session',
    };
  if (text.startsWith('oidc:')) return webIdentity(text.slice(5), role, partition);
  if (text.startsWith('saml:')) return samlUser(text.slice(5));
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(text)) return { kind: 'service', name: text };
  return principalOfArn(text, inventory);
}

/**
 * Whether the text of `--as` may mean `other` as well as the principal that was read from it: an account id
 * stands for whoever is in the account, a session of a role that was not read for that name under any path.
 */
export function mayAlsoMean(text: string, read: Principal, other: Principal, inventory: Inventory): boolean {
  if (read.kind !== 'role' || (other.kind !== 'role' && other.kind !== 'user')) return false;
  if (other.account !== read.account) return false;
  if (accountIdIn(text)) return true;
  const isSession = arnIn(text)?.service === 'sts';
  const wasRead = inventory.roles.has(read.arn as RoleArn);
  return isSession && !wasRead && other.kind === 'role' && nameOfArn(other.arn) === nameOfArn(read.arn);
}

/** IAM keeps an issuer without its scheme; people paste it with. */
function webIdentity(text: string, role: Role, partition: string): Principal {
  const issuer = text.replace(/^https:\/\//, '');
  if (issuer === '' || issuer.startsWith('arn:'))
    throw new UsageError(
      `expected an issuer such as token.actions.githubusercontent.com after oidc:, found \`${text}\``,
    );
  if (isBuiltInIssuer(issuer)) return { kind: 'web-identity', issuer };
  return { kind: 'oidc', issuer, provider: `arn:${partition}:iam::${role.account}:oidc-provider/${issuer}` };
}

function samlUser(provider: string): Principal {
  const arn = arnIn(provider);
  if (arn?.service !== 'iam' || !arn.resource.startsWith('saml-provider/'))
    throw new UsageError(`expected the ARN of a SAML provider after saml:, found \`${provider}\``);
  return { kind: 'saml', provider };
}

function principalOfArn(text: string, inventory: Inventory): Principal {
  const arn = arnIn(text);
  const account = accountIdIn(arn?.account);
  if (!arn || !account) throw new UsageError(`expected ${FORMS} after --as, found \`${text}\``);
  const [kind, ...rest] = arn.resource.split('/');
  if (arn.service === 'iam' && arn.resource === 'root')
    return { kind: 'root', account, partition: arn.partition };
  if (arn.service === 'iam' && kind === 'role') {
    const uniqueId = inventory.roles.get(text as RoleArn)?.uniqueId;
    return { kind: 'role', arn: text, account, sessionName: 'session', ...(uniqueId && { uniqueId }) };
  }
  if (arn.service === 'iam' && kind === 'user') {
    const uniqueId = inventory.users.find((user) => user.arn === text)?.uniqueId;
    return { kind: 'user', arn: text, account, ...(uniqueId && { uniqueId }) };
  }
  if (arn.service === 'sts' && kind === 'assumed-role' && rest[0]) {
    return sessionOf(rest[0], rest[1] ?? 'session', arn.partition, account, inventory);
  }
  if (arn.service === 'sts' && kind === 'federated-user')
    return { kind: 'federated-user', arn: text, account };
  throw new UsageError(
    `expected the ARN of a role, user, session, federated user or root after --as, found \`${text}\``,
  );
}

/** A session's ARN lacks the role's path: the scanned role of that name is taken where there is one. */
function sessionOf(
  name: string,
  sessionName: string,
  partition: string,
  account: Role['account'],
  inventory: Inventory,
): Principal {
  const known = [...inventory.roles.values()].find((role) => role.account === account && role.name === name);
  const arn = known?.arn ?? `arn:${partition}:iam::${account}:role/${name}`;
  return { kind: 'role', arn, account, sessionName, ...(known?.uniqueId && { uniqueId: known.uniqueId }) };
}
