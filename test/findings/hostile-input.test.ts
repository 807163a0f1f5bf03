/**
 * Whatever an outsider writes into names, statements, subjects and values, the rules hold their promises.
 */
import fc from 'fast-check';
import { findingId } from '../../lib/findings/finding-id';
import { judgeFindings } from '../../lib/findings/judge-findings';
import { TITLE_LIMIT } from '../../lib/findings/title';
import { EMPTY_HISTORY } from '../../lib/history/history';
import type { Caller } from '../../lib/model/caller';
import type { Finding } from '../../lib/model/finding';
import {
  byAccount,
  byOidc,
  externalId,
  GITHUB,
  type GrantSpec,
  graphOf,
  guard,
  party,
  STRANGER,
} from '../support/graph-builder';
import { statementsIn } from '../support/rule-hits';

const SECRET = 'k7-prod-88-secret';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('__proto__', 'constructor', '\uD800', '}\n]', '"', '<script>', 'a'.repeat(5000)),
);

const caller: fc.Arbitrary<Caller> = fc.oneof(
  fc.constantFrom<Caller>({ kind: 'anyone' }, byAccount(), byAccount(STRANGER)),
  fc.array(text, { maxLength: 3 }).map((subjects) => byOidc(GITHUB, ...subjects)),
  fc.tuple(text, fc.array(text, { maxLength: 2 })).map(([issuer, subjects]) => byOidc(issuer, ...subjects)),
  text.map((provider): Caller => ({ kind: 'saml', provider })),
  text.map((uniqueId): Caller => ({ kind: 'unique-id', uniqueId })),
);

const grant: fc.Arbitrary<GrantSpec> = fc.record({
  caller,
  party: fc.constantFrom('vendor:hostile', 'vendor:datadog', `account:${STRANGER}`, 'anyone', 'missing'),
  statement: text,
  guards: fc.array(
    fc.oneof(
      fc.constantFrom(externalId(SECRET), externalId(SECRET, { strength: 'weak', operator: 'StringLike' })),
      fc.tuple(text, text).map(([key, value]) => guard('other', key, [value])),
    ),
    { maxLength: 3 },
  ),
  deleted: fc.constantFrom(undefined, 'deleted', 'cannot-tell'),
});

const findings: fc.Arbitrary<readonly Finding[]> = fc
  .record({
    name: text,
    grants: fc.array(grant, { maxLength: 6 }),
    subjects: fc.array(text, { maxLength: 4 }),
  })
  .map(({ name, grants, subjects }) =>
    judgeFindings(
      graphOf({
        parties: [party('vendor:hostile', 'vendor', name)],
        watchedFrom: '2026-10-01T00:00:00Z',
        roles: [
          {
            grants,
            uses: [{ party: 'vendor:hostile', grant: 0, subjects }],
            remarks: [{ kind: 'never-true', statement: name, message: name }],
          },
          { name: 'Open', grants: [{ caller: { kind: 'anyone' }, party: 'anyone' }] },
        ],
      }),
      EMPTY_HISTORY,
    ),
  );

describe('findings over hostile input', () => {
  it('have ids of their own and short titles', () => {
    fc.assert(
      fc.property(findings, (found) => {
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        expect(found.filter(({ title }) => title.length > TITLE_LIMIT)).toEqual([]);
        expect(found.map(({ rule }) => rule)).toContain('anyone-can-enter');
      }),
    );
  });

  it('have remedies whose JSON is whole, and show no external id', () => {
    fc.assert(
      fc.property(findings, (found) => {
        for (const finding of found) {
          const announced = finding.remedy.match(/^Replace statement ".*" of the trust policy by:$/gm) ?? [];
          expect(statementsIn(finding).length).toBeGreaterThanOrEqual(announced.length);
        }
        expect(JSON.stringify(found)).not.toContain(SECRET);
      }),
    );
  });

  it('are told apart by every part of their identity', () => {
    const ids = [findingId('a', 'b', 'c', 'd'), findingId('a', 'bc', '', 'd'), findingId('a', 'b', 'cd', '')];
    expect(new Set(ids).size).toBe(3);
  });
});
