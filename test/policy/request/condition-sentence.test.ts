import { externalIdFingerprint } from '../../../lib/model/fingerprint';
import type { ConditionOutcome, ConditionReason } from '../../../lib/policy/condition';
import {
  explainDemand,
  explainFact,
  explainUndecided,
  explainUnmet,
} from '../../../lib/policy/request/condition-sentence';

const outcome = (
  operator: string,
  key: string,
  values: readonly string[],
  reason: ConditionReason,
): ConditionOutcome => ({ kind: 'unmet', condition: { operator, key, values }, reason });

describe('a condition that is not met', () => {
  it.each([
    ['StringEquals', 'must be `red`'],
    ['StringNotEquals', 'must not be `red`'],
    ['StringEqualsIgnoreCase', 'must be, in any letter case, `red`'],
    ['StringNotEqualsIgnoreCase', 'must not be, in any letter case, `red`'],
    ['StringLike', 'must match `red`'],
    ['StringNotLike', 'must not match `red`'],
    ['ArnEquals', 'must match `red`'],
    ['ArnNotEquals', 'must not match `red`'],
    ['ArnLike', 'must match `red`'],
    ['ArnNotLike', 'must not match `red`'],
    ['NumericEquals', 'must be `red`'],
    ['NumericNotEquals', 'must not be `red`'],
    ['NumericLessThan', 'must be less than `red`'],
    ['NumericLessThanEquals', 'must be at most `red`'],
    ['NumericGreaterThan', 'must be more than `red`'],
    ['NumericGreaterThanEquals', 'must be at least `red`'],
    ['DateEquals', 'must be `red`'],
    ['DateNotEquals', 'must not be `red`'],
    ['DateLessThan', 'must be before `red`'],
    ['DateLessThanEquals', 'must be at the latest `red`'],
    ['DateGreaterThan', 'must be after `red`'],
    ['DateGreaterThanEquals', 'must be at the earliest `red`'],
    ['Bool', 'must be `red`'],
    ['BinaryEquals', 'must be `red`'],
    ['IpAddress', 'must lie in `red`'],
    ['NotIpAddress', 'must not lie in `red`'],
  ])('of %s says that the key %s', (operator, words) => {
    const unmet = outcome(operator, 'aws:requesttag/Team', ['red'], 'value-does-not-fit');
    expect(explainUnmet(unmet, '')).toBe(`\`aws:RequestTag/Team\` ${words}`);
  });

  it.each<[string, ConditionOutcome, string]>([
    [
      'was not sent',
      outcome('stringequals', 'AWS:SourceVPC', ['vpc-1'], 'key-absent'),
      '`aws:SourceVpc` must be `vpc-1`, and the request does not carry it',
    ],
    [
      'had no value that fits',
      outcome('ForAnyValue:StringLike', 'aws:TagKeys', ['cost-*'], 'value-does-not-fit'),
      'a value of `aws:TagKeys` must match `cost-*`',
    ],
    [
      'had one value that does not fit',
      outcome('ForAllValues:StringEqualsIfExists', 'aws:TagKeys', ['team'], 'value-does-not-fit'),
      'every value of `aws:TagKeys` must be `team`',
    ],
    [
      'had to be sent',
      outcome('Null', 'sts:externalid', ['false'], 'key-absent'),
      '`sts:ExternalId` must be sent',
    ],
    [
      'was not to be sent',
      outcome('Null', 'sts:externalid', ['true'], 'key-present'),
      '`sts:ExternalId` must not be sent',
    ],
    [
      'is asked for as no request has it',
      outcome('foranyvalue:null', 'sts:ExternalId', ['true'], 'set-operator-on-null'),
      '`ForAnyValue:Null` on `sts:ExternalId` never holds',
    ],
    [
      'is compared with nothing',
      outcome('StringLike', 'sts:ExternalId', [], 'no-values'),
      '`sts:ExternalId` is compared with an empty list, which nothing fits',
    ],
    [
      'is compared by an operator that is none',
      outcome('StringMatches', 'sts:ExternalId', ['x'], 'value-does-not-fit'),
      '`sts:ExternalId` is tested by the unknown operator `StringMatches`',
    ],
    [
      'is compared with five values',
      outcome('StringEquals', 'aws:SourceVpc', ['a', 'b', 'c', 'd', 'e'], 'value-does-not-fit'),
      '`aws:SourceVpc` must be `a` or `b` or `c` or `d` or `e`',
    ],
    [
      'is compared with six',
      outcome('StringEquals', 'aws:SourceVpc', ['a', 'b', 'c', 'd', 'e', 'f'], 'value-does-not-fit'),
      '`aws:SourceVpc` must be `a` or `b` or `c` or `d` or `e` or one of 1 more',
    ],
  ])('says so where the key %s', (_, unmet, sentence) => {
    expect(explainUnmet(unmet, '')).toBe(sentence);
  });

  it('names external ids by their salted fingerprints', () => {
    const unmet = outcome('StringEquals', 'STS:externalid', ['k7-prod-88'], 'value-does-not-fit');
    expect(explainUnmet(unmet, 'o-exampleorg1')).toBe(
      `\`sts:ExternalId\` must be ${externalIdFingerprint('o-exampleorg1', 'k7-prod-88')}`,
    );
  });
});

describe('a condition that cannot be decided', () => {
  it.each<[ConditionReason, string]>([
    ['operator-unknown', '`StringMatches` is no condition operator'],
    ['several-values', '`StringMatches` compares one value, and a request may have several of `aws:TagKeys`'],
    ['variable-malformed', 'a variable in the values of `aws:TagKeys` has no end or no name'],
  ])('because of %s: %s', (reason, sentence) => {
    const undecided = outcome('StringMatches', 'AWS:tagkeys', ['x'], reason);
    expect(explainUndecided(undecided)).toBe(sentence);
  });
});

describe('a condition that somebody reads before any request', () => {
  it.each([
    ['StringEquals', ['red'], 'must be', 'is'],
    ['StringNotEquals', ['red'], 'must not be', 'is not'],
    ['StringEqualsIfExists', ['red'], 'must be', 'is'],
    ['StringLike', ['red'], 'must match', 'matches'],
    ['ArnNotLike', ['red'], 'must not match', 'does not match'],
    ['IpAddress', ['red'], 'must lie in', 'lies in'],
    ['NotIpAddress', ['red'], 'must not lie in', 'does not lie in'],
    ['NumericLessThan', ['red'], 'must be less than', 'is less than'],
    ['StringNotEqualsIgnoreCase', ['red'], 'must not be, in any letter case,', 'is not, in any letter case,'],
  ])('of %s is a demand and a fact', (operator, values, demand, fact) => {
    const condition = { operator, key: 'aws:sourcevpc', values };
    const where = operator.endsWith('IfExists') ? ', where it is sent' : '';
    expect(explainDemand(condition, 'this')).toBe(`\`aws:SourceVpc\` ${demand} this${where}`);
    expect(explainFact(condition, 'this')).toBe(`\`aws:SourceVpc\` ${fact} this${where}`);
  });

  it.each([
    ['true', 'must not be sent', 'is not sent'],
    ['false', 'must be sent', 'is sent'],
  ])('of Null %s tells whether the key is there', (value, demand, fact) => {
    const condition = { operator: 'Null', key: 'sts:ExternalId', values: [value] };
    expect(explainDemand(condition, '')).toBe(`\`sts:ExternalId\` ${demand}`);
    expect(explainFact(condition, '')).toBe(`\`sts:ExternalId\` ${fact}`);
  });

  it.each([
    ['ForAnyValue:StringLike', 'a value of `aws:TagKeys` must match cost-*'],
    ['ForAllValues:StringLike', 'every value of `aws:TagKeys` must match cost-*'],
    ['StringMatches', '`aws:TagKeys` is tested by the unknown operator `StringMatches`'],
  ])('of %s says which values', (operator, sentence) => {
    expect(explainDemand({ operator, key: 'aws:TagKeys', values: ['cost-*'] }, 'cost-*')).toBe(sentence);
  });
});
