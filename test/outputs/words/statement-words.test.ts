import * as fc from 'fast-check';
import type { Grant } from '../../../lib/model/grant';
import { accountIdIn } from '../../../lib/model/identifiers';
import { statementName } from '../../../lib/model/policy-document';
import { explainNoGrants, explainTakenAway } from '../../../lib/outputs/words/statement-words';
import { judgeTrust } from '../../../lib/trust/judge-trust';
import { propertyRuns } from '../../support/property-runs';
import { KNOWLEDGE, ROLE_ARN, randomControl, randomStatements } from '../../support/random-trust';
import { documentOf, roleTrusting, trustOf } from '../../support/trust-role';

describe('an Allow statement', () => {
  it('has grants, or remarks why it admits nobody, or no action that enters a role', () => {
    fc.assert(
      fc.property(randomStatements, fc.option(randomControl), (statements, control) => {
        const role = roleTrusting(documentOf(...statements));
        const policies = control ? [control] : [];
        const knowledge = { ...KNOWLEDGE, resourceControl: { kind: 'in-force' as const, policies } };
        const { grants, remarks } = judgeTrust(role, knowledge);
        for (const statement of trustOf(role).statements) {
          if (statement.effect !== 'Allow') continue;
          const name = statementName(statement);
          const isExplained =
            grants.some((grant) => grant.statements.includes(name)) ||
            remarks.some((remark) => remark.statement === name && remark.kind !== 'hint') ||
            explainNoGrants(statement) !== undefined;
          expect({ name, isExplained }).toEqual({ name, isExplained: true });
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it.each([
    ['sts:TagSession', true],
    ['s3:*', true],
    ['sts:AssumeRole', false],
    ['sts:*', false],
  ])('of %s lets nobody in by itself: %s', (Action, expected) => {
    const role = roleTrusting(documentOf({ Effect: 'Allow', Principal: '*', Action }));
    const reasons = trustOf(role).statements.map(explainNoGrants);
    expect(reasons).toEqual([expected ? expect.stringContaining('lets nobody in by itself') : undefined]);
  });
});

describe('a Deny statement', () => {
  const source = { kind: 'statement', index: 0 } as const;
  const grantTo = (account: string): Grant => ({
    id: account,
    role: ROLE_ARN,
    call: 'AssumeRole',
    caller: { kind: 'account', account: accountIdIn(account) ?? never() },
    verdict: 'admits',
    guards: [],
    unless: [],
    statements: ['0'],
  });
  const [one, two] = [grantTo('444455556666'), grantTo('555566667777')];
  const many = Array.from({ length: 14 }, (_, index) => grantTo(String(100000000000 + index)));

  it.each([
    ['closes what it takes whole', [one], [], ['closes account 444455556666 by AssumeRole']],
    [
      'narrows what it takes in part',
      [one],
      [two],
      ['closes account 444455556666 by AssumeRole', 'narrows account 555566667777 by AssumeRole'],
    ],
    ['names a way once', [one, one], [], ['closes account 444455556666 by AssumeRole']],
    ['says that it takes nothing', [], [], [expect.stringContaining('takes nothing away')]],
    ['counts what is too much to name', many, [], [expect.stringMatching(/by AssumeRole; and 4 more$/)]],
  ])('%s', (_, closed, narrowed, expected) => {
    expect(explainTakenAway({ source, closed, narrowed })).toEqual(expected);
  });

  it('says so where that was not worked out', () => {
    expect(explainTakenAway(undefined)).toEqual([expect.stringContaining('not worked out')]);
  });
});

function never(): never {
  throw new Error('not an account id');
}
