import * as fc from 'fast-check';
import { evaluateAssumeRequest } from '../../lib/policy/request/evaluate-assume-request';
import { judgeTrust } from '../../lib/trust/judge-trust';
import { coversRequest } from '../support/covers-request';
import { propertyRuns } from '../support/property-runs';
import {
  KNOWLEDGE,
  ROLE_ARN,
  randomRequest,
  randomStatement,
  randomStatements,
  WORLD,
} from '../support/random-trust';
import { documentOf, judge, roleTrusting, trustOf } from '../support/trust-role';

const RUNS = { numRuns: propertyRuns(1_000) };

describe('the solver and the evaluator agree', () => {
  it('on every witness: the evaluator allows it, and the grant covers it', () => {
    fc.assert(
      fc.property(randomStatements, (statements) => {
        const role = roleTrusting(documentOf(...statements));
        for (const grant of judgeTrust(role, KNOWLEDGE).grants) {
          if (!grant.witness) {
            expect(grant.reason).toBeDefined();
            continue;
          }
          const request = { call: grant.call, role: ROLE_ARN, ...grant.witness };
          expect(evaluateAssumeRequest(request, trustOf(role), WORLD).decision).toBe('allowed');
          expect(coversRequest(grant, request, WORLD)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('on every request that is allowed: some grant covers it', () => {
    fc.assert(
      fc.property(
        randomStatements,
        fc.array(randomRequest, { minLength: 12, maxLength: 12 }),
        (statements, requests) => {
          const role = roleTrusting(documentOf(...statements));
          const { grants } = judgeTrust(role, KNOWLEDGE);
          for (const request of requests) {
            if (evaluateAssumeRequest(request, trustOf(role), WORLD).decision !== 'allowed') continue;
            expect(grants.some((grant) => coversRequest(grant, request, WORLD))).toBe(true);
          }
        },
      ),
      RUNS,
    );
  });

  it('that another Deny admits nobody new', () => {
    fc.assert(
      fc.property(randomStatements, randomStatement('Deny'), (statements, deny) => {
        const before = trustOf(roleTrusting(documentOf(...statements)));
        for (const { call, witness } of judge([...statements, deny]).grants) {
          if (!witness) continue;
          const request = { call, role: ROLE_ARN, ...witness };
          expect(evaluateAssumeRequest(request, before, WORLD).decision).toBe('allowed');
        }
      }),
      RUNS,
    );
  });
});
