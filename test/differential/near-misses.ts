/**
 * Requests close to one that is let in: what a wrong evaluator would most likely get wrong.
 */
import { isIP } from 'node:net';
import type { AssumeRequest } from '../../lib/model/assume-request';
import { accountIdIn } from '../../lib/model/identifiers';
import type { Principal } from '../../lib/model/principal';

const ELSEWHERE = '999988887777';

/** The request itself; without each of its keys; with each key's value changed; and from another account. */
export function nearMisses(request: AssumeRequest): readonly AssumeRequest[] {
  const keys = [...request.context.keys()];
  const withValues = (key: string, values: readonly string[]): AssumeRequest => ({
    ...request,
    context: new Map([...request.context, [key, values]]),
  });
  return [
    request,
    ...keys.map((key) => withValues(key, [])),
    ...keys.flatMap((key) =>
      (request.context.get(key) ?? []).flatMap((value) =>
        otherValues(value).map((other) => withValues(key, [other])),
      ),
    ),
    ...fromElsewhere(request.principal).map((principal) => ({ ...request, principal })),
  ];
}

/** Other values of the same sort: AWS itself never sends an address or a moment that is none. */
function otherValues(value: string): readonly string[] {
  if (value === 'true' || value === 'false') return [String(value === 'false')];
  if (isIP(value) !== 0) return ['198.51.100.77', '2001:db8:ffff::1'];
  if (/^\d{4}-\d\d-\d\d/.test(value)) return ['2000-01-01T00:00:00Z', '2099-01-01T00:00:00Z'];
  if (/^\d+$/.test(value)) return [`${value}0`, '1'];
  const swapped = value === value.toLowerCase() ? value.toUpperCase() : value.toLowerCase();
  return [`${value}x`, value.slice(0, -1), swapped, 'something-else'].filter((other) => other !== '');
}

/** The same kind of caller in another account: the name alone must not be enough. */
function fromElsewhere(principal: Principal): readonly Principal[] {
  const account = accountIdIn(ELSEWHERE);
  if (!account) throw new Error('the account id is misspelt');
  const moved = (arn: string) => arn.replace(/:\d{12}:/, `:${ELSEWHERE}:`);
  switch (principal.kind) {
    case 'role':
    case 'user': {
      const { uniqueId: _, ...rest } = principal;
      return [{ ...rest, account, arn: moved(principal.arn) }];
    }
    case 'federated-user':
      return [{ ...principal, account, arn: moved(principal.arn) }];
    case 'root':
      return [{ ...principal, account }];
    case 'oidc':
    case 'saml':
      return [{ ...principal, provider: moved(principal.provider) }];
    case 'web-identity':
      return [{ ...principal, issuer: 'graph.facebook.com' }];
    case 'service':
      return [{ ...principal, name: 'batch.amazonaws.com' }];
  }
}
