import * as fc from 'fast-check';
import { judgeTrust } from '../../lib/trust/judge-trust';
import { KNOWLEDGE, ROLE_ARN, randomRequest, randomStatements, WORLD } from '../support/random-trust';
import { documentOf, roleTrusting, trustOf } from '../support/trust-role';
import { compare } from './compared';
import { nearMisses } from './near-misses';

/** `npm run differential` asks for 5,000. */
const POLICIES = Number(process.env.DIFFERENTIAL_POLICIES ?? 500);

const requests = fc.array(randomRequest, { minLength: 12, maxLength: 12 });

it('iam-simulate agrees on random policies, by random requests, witnesses and what is close to them', () => {
  fc.assert(
    fc.property(randomStatements, requests, (statements, asked) => {
      const raw = documentOf(...statements);
      const role = roleTrusting(raw);
      const policy = { raw, document: trustOf(role), organization: WORLD };
      const near = judgeTrust(role, KNOWLEDGE).grants.flatMap(({ call, witness }) =>
        witness ? nearMisses({ call, role: ROLE_ARN, ...witness }) : [],
      );
      for (const request of [...asked, ...near]) {
        const comparison = compare(request, policy);
        if (comparison.kind === 'disagree') throw new Error(comparison.sentence);
      }
    }),
    { numRuns: POLICIES },
  );
}, 600_000);
