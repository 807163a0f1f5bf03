/**
 * What a change of trust says is true from then on, as far as its record holds it: the new trust policy of a role, a
 * provider that came or went, a policy of the organization that was taken off.
 *
 * For whoever judges events as they come. A trust policy holds external ids: an edit is never saved.
 */
import { type Fields, fieldAt, fieldsAt, fieldsIn, idAt } from './record-fields';
import type { TrustChange } from './trust-change';

interface Edit {
  readonly eventId: string;
  /** ISO 8601 UTC */
  readonly time: string;
}

export type TrustEdit =
  /** `role` is an ARN, or a name in the account; `document` as the record has it */
  | (Edit & {
      readonly kind: 'role';
      readonly role: string;
      readonly account?: string;
      readonly uniqueId?: string;
      readonly isNew: boolean;
      readonly document: unknown;
    })
  | (Edit & {
      readonly kind: 'provider';
      readonly arn: string;
      readonly change: 'created' | 'deleted';
      readonly audiences?: readonly string[];
    })
  | (Edit & {
      readonly kind: 'audience';
      readonly arn: string;
      readonly change: 'added' | 'removed';
      readonly audience: string;
    })
  | (Edit & {
      readonly kind: 'guardrail';
      readonly id: string;
      readonly change: 'detached' | 'deleted';
      readonly target?: string;
    });

/**
 * Reads what a change leaves behind.
 * @param record that `change` was read from
 * @returns undefined where it was refused, or does not tell
 */
export function parseTrustEdit(record: unknown, change: TrustChange): TrustEdit | undefined {
  const fields = fieldsIn(record);
  const { eventId, time, subject, event, outcome } = change;
  if (fields === undefined || subject === undefined || outcome !== 'success') return undefined;
  const request = fieldsAt(fields, 'requestParameters');
  const edit = { eventId, time };
  switch (event) {
    case 'CreateRole':
    case 'UpdateAssumeRolePolicy':
      return roleEdit(edit, fields, change, subject);
    case 'CreateSAMLProvider':
      return { ...edit, kind: 'provider', arn: subject, change: 'created' };
    case 'CreateOpenIDConnectProvider':
      return {
        ...edit,
        kind: 'provider',
        arn: subject,
        change: 'created',
        audiences: textsIn(fieldAt(request, 'clientIDList')),
      };
    case 'DeleteSAMLProvider':
    case 'DeleteOpenIDConnectProvider':
      return { ...edit, kind: 'provider', arn: subject, change: 'deleted' };
    case 'AddClientIDToOpenIDConnectProvider':
    case 'RemoveClientIDFromOpenIDConnectProvider': {
      const audience = idAt(request, 'clientID');
      if (audience === undefined) return undefined;
      return {
        ...edit,
        kind: 'audience',
        arn: subject,
        change: event.startsWith('Add') ? 'added' : 'removed',
        audience,
      };
    }
    case 'DeletePolicy':
      return { ...edit, kind: 'guardrail', id: subject, change: 'deleted' };
    case 'DetachPolicy':
      return change.target === undefined
        ? undefined
        : { ...edit, kind: 'guardrail', id: subject, change: 'detached', target: change.target };
    default:
      return undefined;
  }
}

function roleEdit(
  edit: Edit,
  fields: Fields,
  { event, account }: TrustChange,
  role: string,
): TrustEdit | undefined {
  const request = fieldsAt(fields, 'requestParameters');
  const isNew = event === 'CreateRole';
  const document = fieldAt(request, isNew ? 'assumeRolePolicyDocument' : 'policyDocument');
  if (document === undefined || document === null) return undefined;
  const uniqueId = idAt(fieldsAt(fieldsAt(fields, 'responseElements'), 'role'), 'roleId');
  return {
    ...edit,
    kind: 'role',
    role,
    ...(account !== undefined && { account }),
    ...(uniqueId !== undefined && { uniqueId }),
    isNew,
    document,
  };
}

/** More audiences than AWS allows a provider. */
const MOST_TEXTS = 200;

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string').slice(0, MOST_TEXTS) : [];
}
