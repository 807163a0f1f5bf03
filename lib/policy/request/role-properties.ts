/**
 * What a request says of the role itself: its account, its organization and its tags. The same for every caller.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resource-properties
 */
import { accountOfArn } from '../../model/arn';
import type { AssumeRequest } from '../../model/assume-request';
import { isOurs, type OrganizationKnowledge } from '../../model/organization';
import type { RequestContext } from '../request-context';

/** The role of a request, and as much as is known of it. */
export type EnteredRole = Pick<AssumeRequest, 'role' | 'roleTags'>;

const TAGS = ['aws:resourcetag/', 'iam:resourcetag/'];

/** The known properties, by key in lower case. */
export function roleProperties(
  { role, roleTags }: EnteredRole,
  knowledge: OrganizationKnowledge,
): RequestContext {
  const account = accountOfArn(role);
  const { organization, accounts } = knowledge;
  const ours = account !== undefined && isOurs(account, knowledge);
  const paths = account && accounts?.get(account)?.paths;
  const properties = new Map<string, readonly string[]>();
  if (account) properties.set('aws:resourceaccount', [account]);
  if (ours && organization) properties.set('aws:resourceorgid', [organization.id]);
  if (ours && paths) properties.set('aws:resourceorgpaths', paths);
  for (const [key, value] of roleTags ?? []) {
    for (const start of TAGS) properties.set(`${start}${key.toLowerCase()}`, [value]);
  }
  return properties;
}

/** Whether a key (in lower case) is a tag of a role whose tags are known: if it has no value, no request has one. */
export function isKnownTag(key: string, { roleTags }: EnteredRole): boolean {
  return roleTags !== undefined && TAGS.some((start) => key.startsWith(start));
}
