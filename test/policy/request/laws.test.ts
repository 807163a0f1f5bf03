/**
 * Laws that hold for every policy and every request, tried on random ones.
 */
import fc from 'fast-check';
import { ASSUME_CALLS } from '../../../lib/model/assume-call';
import type { AssumeRequest } from '../../../lib/model/assume-request';
import { parsePolicyDocument } from '../../../lib/model/parse-policy-document';
import { evaluateAssumeRequest } from '../../../lib/policy/request/evaluate-assume-request';
import { propertyRuns } from '../../support/property-runs';
import { EVERY_KIND, OIDC_PROVIDER, ownRole, ROLE, SAML_PROVIDER } from '../callers';

const listOf = (...values: readonly string[]) =>
  fc.subarray([...values], { minLength: 1 }) as fc.Arbitrary<readonly string[]>;

const principal = fc.oneof(
  fc.constant('*'),
  fc.record(
    {
      AWS: listOf(
        '*',
        '444455556666',
        'arn:aws:iam::111122223333:root',
        'AROAVENDORDEPLOY',
        'arn:aws:iam::*:root',
      ),
      Service: listOf('lambda.amazonaws.com', '*'),
      Federated: listOf(OIDC_PROVIDER, SAML_PROVIDER, 'cognito-identity.amazonaws.com', '*'),
      CanonicalUser: listOf('79a5'),
    },
    { requiredKeys: [] },
  ),
);

const condition = fc.dictionary(
  fc.constantFrom(
    'StringEquals',
    'StringNotEquals',
    'StringLikeIfExists',
    'ForAnyValue:StringLike',
    'ForAllValues:StringNotLike',
    'Null',
    'StringMatches',
  ),
  fc.dictionary(
    fc.constantFrom('sts:ExternalId', 'aws:PrincipalAccount', 'aws:TagKeys', 'aws:PrincipalOrgID'),
    listOf('a', 'b*', '444455556666', 'true', 'o-exampleorg1'),
    { maxKeys: 2 },
  ),
  { maxKeys: 2 },
);

const actions = listOf('sts:AssumeRole', 'sts:AssumeRoleWith*', 'sts:*', 'sts:TagSession', 's3:*');

const statement = fc.oneof(
  fc.record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Principal: principal,
    Action: actions,
    Condition: condition,
  }),
  fc.record({ Effect: fc.constantFrom('Allow', 'Deny'), NotPrincipal: principal, Action: actions }),
  fc.record({ Effect: fc.constantFrom('Allow', 'Deny', 'allow'), Principal: principal, NotAction: actions }),
);

const statements = fc.array(statement, { maxLength: 4 });

const request: fc.Arbitrary<AssumeRequest> = fc.record({
  call: fc.constantFrom(...ASSUME_CALLS),
  role: fc.constant(ROLE),
  principal: fc.constantFrom(...EVERY_KIND, ownRole),
  context: fc
    .dictionary(
      fc.constantFrom('sts:externalid', 'aws:tagkeys', 'aws:principalorgid'),
      listOf('a', 'bc', 'o-exampleorg1'),
    )
    .map((entries) => new Map(Object.entries(entries))),
});

describe('for every policy and every request', () => {
  it('adding a Deny never lets anybody in', () => {
    fc.assert(
      fc.property(statements, statement, request, (policy, added, asked) => {
        const after = decide([...policy, { ...added, Effect: 'Deny' }], asked);
        return after !== 'allowed' || decide(policy, asked) === 'allowed';
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  it('adding an Allow never shuts anybody out', () => {
    fc.assert(
      fc.property(statements, statement, request, (policy, added, asked) => {
        const before = decide(policy, asked);
        return (
          before !== 'allowed' || decide([...policy, { ...added, Effect: 'Allow' }], asked) === 'allowed'
        );
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  it('the order of statements and of values never matters', () => {
    fc.assert(
      fc.property(statements, request, (policy, asked) => {
        const turned = [...policy].reverse().map((each) => mapLists(each, (list) => [...list].reverse()));
        return decide(policy, asked) === decide(turned, asked);
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  it('a list of one means the same as its value', () => {
    fc.assert(
      fc.property(statements, request, (policy, asked) => {
        const single = policy.map((each) => mapLists(each, (list) => (list.length === 1 ? list[0] : list)));
        return decide(policy, asked) === decide(single, asked);
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  it('the same is allowed, refused or undecided however often it is said', () => {
    fc.assert(
      fc.property(
        statements,
        request,
        (policy, asked) => decide(policy, asked) === decide([...policy, ...policy], asked),
      ),
      { numRuns: propertyRuns(1000) },
    );
  });

  it('an answer has a reason, and a refusal or doubt about a statement names it', () => {
    fc.assert(
      fc.property(statements, request, (policy, asked) => {
        const { decision, because, statements: named, missing } = evaluate(policy, asked);
        return (
          because !== '' &&
          (decision === 'refused' || named.length > 0) &&
          (missing.length === 0 || named.length > 0)
        );
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  it('random requests meet all three answers', () => {
    const answers = new Set(
      fc.sample(fc.tuple(statements, request), 2000).map(([policy, asked]) => decide(policy, asked)),
    );
    expect([...answers].sort()).toEqual(['allowed', 'refused', 'undecided']);
  });
});

function decide(policy: readonly object[], asked: AssumeRequest): string {
  return evaluate(policy, asked).decision;
}

function evaluate(policy: readonly object[], asked: AssumeRequest) {
  const parsed = parsePolicyDocument({ Version: '2012-10-17', Statement: policy }, 'random');
  if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
  return evaluateAssumeRequest(asked, parsed.value, {});
}

/** Changes every list of texts within a statement. */
function mapLists(value: object, change: (list: readonly unknown[]) => unknown): object {
  const mapped = Object.entries(value).map(([key, inner]: [string, unknown]) => {
    if (Array.isArray(inner)) return [key, change(inner)];
    return [key, typeof inner === 'object' && inner !== null ? mapLists(inner, change) : inner];
  });
  return Object.fromEntries(mapped);
}
