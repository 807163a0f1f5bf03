import type { PolicyVersion, Statement } from '../../lib/model/policy-document';
import { bindRoleVariables } from '../../lib/trust/role-variables';

const PROPERTIES = new Map([
  ['aws:resourceorgid', ['o-exampleorg1']],
  ['aws:resourcetag/team', ['r*d?$' + '{x}']],
  ['aws:resourceorgpaths', ['o-exampleorg1/r-a/', 'o-exampleorg1/r-b/']],
]);

const variable = (inside: string) => `\${${inside}}`;

function bind(values: readonly string[], operator = 'StringEquals', version: PolicyVersion = '2012-10-17') {
  const statement: Statement = {
    index: 0,
    effect: 'Deny',
    conditions: [{ operator, key: 'aws:PrincipalOrgID', values }],
    unknown: [],
  };
  const bound = bindRoleVariables(statement, version, () => PROPERTIES);
  return { bound, statement, values: bound.conditions.flatMap((each) => each.values) };
}

describe('a variable that names the role', () => {
  it.each([
    ['alone', [variable('aws:ResourceOrgID')], ['o-exampleorg1']],
    ['among plain values', ['o-other', variable('aws:ResourceOrgID')], ['o-other', 'o-exampleorg1']],
    ['with blanks around its name', [variable(' aws:resourceorgid ')], ['o-exampleorg1']],
    [
      'within a text, twice',
      [`a-${variable('aws:ResourceOrgID')}-${variable('aws:ResourceOrgID')}`],
      ['a-o-exampleorg1-o-exampleorg1'],
    ],
    [
      'with wildcards and variables of its own, which stay plain text',
      [variable('aws:ResourceTag/Team')],
      [`r${variable('*')}d${variable('?')}${variable('$')}{x}`],
    ],
  ])('%s is replaced by what is known', (_, values, expected) => {
    expect(bind(values).values).toEqual(expected);
  });

  it.each([
    ['that has several values', variable('aws:ResourceOrgPaths')],
    ['that is not known', variable('aws:ResourceAccount')],
    ['that names the caller', variable('aws:username')],
    ['with a default', variable("aws:ResourceOrgID, 'none'")],
    ['without an end', `\${aws:ResourceOrgID`],
    ['that is an escape', variable('*')],
  ])('%s stays', (_, value) => {
    expect(bind([value]).values).toEqual([value]);
  });

  it.each([
    ['StringEquals', 'StringEquals'],
    ['StringNotEquals', 'StringNotEquals'],
    ['stringnotlikeifexists', 'StringNotLike'],
  ])('turns a test of the role alone by %s into one of the caller by %s', (operator, turned) => {
    const value = variable(' aws:PrincipalOrgID ');
    const conditions = [{ operator, key: 'AWS:ResourceOrgID', values: [value, value] }];
    const statement: Statement = { index: 0, effect: 'Allow', conditions, unknown: [] };
    expect(bindRoleVariables(statement, '2012-10-17', () => PROPERTIES).conditions).toEqual([
      { operator: turned, key: 'aws:PrincipalOrgID', values: ['o-exampleorg1'] },
    ]);
  });

  it.each([
    [
      'beside another value',
      'StringEquals',
      'aws:ResourceOrgID',
      [variable('aws:PrincipalOrgID'), 'o-other'],
    ],
    ['with more text', 'StringEquals', 'aws:ResourceOrgID', [`o-${variable('aws:PrincipalOrgID')}`]],
    ['with a default', 'StringEquals', 'aws:ResourceOrgID', [variable("aws:PrincipalOrgID, 'none'")]],
    ['of several values', 'StringEquals', 'aws:ResourceOrgPaths', [variable('aws:PrincipalOrgID')]],
    ['by several values', 'StringEquals', 'aws:ResourceOrgID', [variable('aws:PrincipalOrgPaths')]],
    ['as a set', 'ForAllValues:StringEquals', 'aws:ResourceOrgID', [variable('aws:PrincipalOrgID')]],
    ['by ARN', 'ArnLike', 'aws:ResourceOrgID', [variable('aws:PrincipalOrgID')]],
    ['that is not known', 'StringEquals', 'aws:ResourceAccount', [variable('aws:PrincipalAccount')]],
  ])('leaves a test of the role %s as it is', (_, operator, key, values) => {
    const conditions = [{ operator, key, values }];
    const statement: Statement = { index: 0, effect: 'Allow', conditions, unknown: [] };
    expect(bindRoleVariables(statement, '2012-10-17', () => PROPERTIES).conditions).toEqual(conditions);
  });

  it('means nothing in an old document, or to an operator that takes none', () => {
    const value = variable('aws:ResourceOrgID');
    expect(bind([value], 'StringEquals', '2008-10-17').values).toEqual([value]);
    expect(bind([value], 'NumericEquals').values).toEqual([value]);
    expect(bind([value], 'StringMatches').values).toEqual([value]);
  });

  it('leaves a statement without variables as it is', () => {
    const { bound, statement } = bind(['o-other']);
    expect(bound).toBe(statement);
  });
});
