import * as fc from 'fast-check';
import type { ResourceControlPolicy } from '../../lib/model/resource-control';
import { evaluateAssumeRequest } from '../../lib/policy/request/evaluate-assume-request';
import { judgeTrust } from '../../lib/trust/judge-trust';
import { coversRequest } from '../support/covers-request';
import { countPair } from '../support/pairs-tried';
import { propertyRuns } from '../support/property-runs';
import {
  ENTERED,
  KNOWLEDGE,
  randomControl,
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
          const request = { call: grant.call, ...ENTERED, ...grant.witness };
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
            countPair();
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
          const request = { call, ...ENTERED, ...witness };
          expect(evaluateAssumeRequest(request, before, WORLD).decision).toBe('allowed');
        }
      }),
      RUNS,
    );
  });
});

describe('the solver and the evaluator agree under resource control policies', () => {
  const under = (...policies: readonly ResourceControlPolicy[]) => ({
    ...KNOWLEDGE,
    resourceControl: { kind: 'in-force' as const, policies },
  });

  it('on every witness: it is allowed with them and without, and the grant covers it', () => {
    fc.assert(
      fc.property(randomStatements, randomControl, (statements, control) => {
        const role = roleTrusting(documentOf(...statements));
        for (const grant of judgeTrust(role, under(control)).grants) {
          if (!grant.witness) continue;
          const request = { call: grant.call, ...ENTERED, ...grant.witness };
          expect(evaluateAssumeRequest(request, trustOf(role), WORLD, [control]).decision).toBe('allowed');
          expect(evaluateAssumeRequest(request, trustOf(role), WORLD).decision).toBe('allowed');
          expect(coversRequest(grant, request, WORLD)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('on every request that is allowed with them: some grant covers it', () => {
    fc.assert(
      fc.property(
        randomStatements,
        randomControl,
        fc.array(randomRequest, { minLength: 12, maxLength: 12 }),
        (statements, control, requests) => {
          const role = roleTrusting(documentOf(...statements));
          const { grants } = judgeTrust(role, under(control));
          for (const request of requests) {
            countPair();
            const { decision } = evaluateAssumeRequest(request, trustOf(role), WORLD, [control]);
            if (decision !== 'allowed') continue;
            expect(grants.some((grant) => coversRequest(grant, request, WORLD))).toBe(true);
          }
        },
      ),
      RUNS,
    );
  });
});
