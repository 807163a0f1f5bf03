import { canonical, complementOf } from '../../lib/trust/canonical-constraint';
import { type Constraint, mustBePresent, mustFit, type ValueConstraint } from '../../lib/trust/constraint';
import { toldConstraint } from '../support/told-constraint';

const fit = (operator: string, key: string, ...values: readonly string[]) => mustFit(key, operator, values);
const not = (constraint: ValueConstraint): ValueConstraint => ({ ...constraint, negated: true });
const VARIABLE = `\${aws:PrincipalTag/Mfa}`;
const MFA = 'aws:multifactorauthpresent';
const present = (key: string): Constraint => mustBePresent(key);
const never = (key: string): Constraint => ({ ...mustBePresent(key), whenPresent: false });

describe('the canonical spelling', () => {
  it.each<[string, ValueConstraint, Constraint]>([
    [
      'of ArnEquals is ArnLike',
      fit('ArnEquals', 'aws:principalarn', 'arn:aws:iam::444455556666:role/*'),
      fit('ArnLike', 'aws:principalarn', 'arn:aws:iam::444455556666:role/*'),
    ],
    [
      'of a StringLike without wildcards is StringEquals',
      fit('StringLike', 'sts:externalid', 'a', 'b'),
      fit('StringEquals', 'sts:externalid', 'a', 'b'),
    ],
    [
      'of a StringLike with one wildcard stays',
      fit('StringLike', 'sts:externalid', 'a', 'b*'),
      fit('StringLike', 'sts:externalid', 'a', 'b*'),
    ],
    [
      'of account ids as numbers is their text',
      fit('NumericEquals', 'aws:principalaccount', '12345678901', '444455556666', 'none', '1.5'),
      fit('StringEquals', 'aws:principalaccount', '012345678901', '444455556666'),
    ],
    [
      'of numbers none of which is an account is nobody',
      fit('NumericEquals', 'aws:principalaccount', '1234567890123', 'none'),
      never('aws:principalaccount'),
    ],
    [
      'of no number that is an account is everybody who has one',
      not(fit('NumericEquals', 'aws:sourceaccount', 'none')),
      present('aws:sourceaccount'),
    ],
    [
      'of another number stays',
      fit('NumericEquals', 'aws:multifactorauthage', '10'),
      fit('NumericEquals', 'aws:multifactorauthage', '10'),
    ],
    ['of a truth is in lower case', fit('Bool', MFA, 'TRUE'), fit('Bool', MFA, 'true')],
    ['of not true is false', not(fit('Bool', MFA, 'true')), fit('Bool', MFA, 'false')],
    ['of not false is true', not(fit('Bool', MFA, 'false')), fit('Bool', MFA, 'true')],
    ['of either truth is a present key', fit('Bool', MFA, 'true', 'false'), present(MFA)],
    ['of neither truth is nobody', not(fit('Bool', MFA, 'true', 'false')), never(MFA)],
    [
      'of a truth beside another text leaves that out',
      fit('Bool', MFA, 'yes', 'true'),
      fit('Bool', MFA, 'true'),
    ],
    ['of a text that is no truth is nobody', fit('Bool', MFA, 'yes'), never(MFA)],
    ['of not a text that is no truth is a present key', not(fit('Bool', MFA, 'yes')), present(MFA)],
    [
      'of a truth that a variable may hold stays',
      fit('Bool', MFA, 'yes', VARIABLE),
      fit('Bool', MFA, 'yes', VARIABLE),
    ],
    [
      'of the truths of a tag is a sorted list, since a tag may hold other texts',
      fit('Bool', 'aws:principaltag/admin', 'true', 'false', 'true', 'yes'),
      fit('Bool', 'aws:principaltag/admin', 'false', 'true'),
    ],
    [
      'of not the truth of a tag stays negated',
      not(fit('Bool', 'aws:principaltag/admin', 'true')),
      not(fit('Bool', 'aws:principaltag/admin', 'true')),
    ],
  ])('%s', (_, constraint, expected) => {
    expect(toldConstraint(canonical(constraint))).toEqual(toldConstraint(expected));
  });

  it.each<Constraint>([
    present(MFA),
    fit('Bool', MFA, 'true'),
    fit('StringLike', 'sts:externalid', 'a*'),
    { ...fit('StringEquals', 'aws:tagkeys', 'a'), set: 'any' },
    { ...fit('StringEquals', 'aws:tagkeys', 'a'), set: 'all', whenAbsent: true },
    fit('NumericLessThan', 'aws:multifactorauthage', '10'),
  ])('is what the complement of a complement comes back to: %#', (constraint) => {
    expect(complementOf(complementOf(constraint))).toEqual(constraint);
  });
});
