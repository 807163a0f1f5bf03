import type { Condition } from '../../lib/model/policy-document';
import { holdsFor } from '../../lib/trust/constraint';
import { joinOrganizationKeys, ORGANIZATION_ID, ORGANIZATION_PATHS } from '../../lib/trust/organization-keys';
import { readConditions } from '../../lib/trust/read-conditions';

type Block = Readonly<Record<string, Readonly<Record<string, string>>>>;

function constraintsOf(block: Block) {
  const conditions = Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]): Condition => ({ operator, key, values: [value] })),
  );
  const statement = { index: 0, effect: 'Allow', conditions, unknown: [] } as const;
  return readConditions(statement, '2012-10-17').constraints;
}

/** Whether what is asked of one of the two keys, once they are joined, allows these values of it. */
function allows(block: Block, key: string, values: readonly string[]): boolean {
  const onKey = joinOrganizationKeys(constraintsOf(block)).filter((each) => each.key === key);
  return onKey.every((constraint) => holdsFor(constraint, new Map([[key, values]])));
}

const ANY_PATH = { 'aws:PrincipalOrgPaths': 'o-*' };
const OURS = { 'aws:PrincipalOrgID': 'o-exampleorg1' };
const OUR_PATH = 'o-exampleorg1/r-abcd/ou-abcd-prod0001/';
const OTHER_PATH = 'o-otherorgan1/r-wxyz/';

describe('a test of the organization beside one of its paths', () => {
  it.each<[string, Block, string]>([
    ['that names it', { StringEquals: OURS, 'ForAnyValue:StringLike': ANY_PATH }, OUR_PATH],
    [
      'by pattern',
      { StringLike: { 'aws:PrincipalOrgID': 'o-example*' }, 'ForAnyValue:StringLike': ANY_PATH },
      OUR_PATH,
    ],
    [
      'that excludes another',
      {
        StringNotEquals: { 'aws:PrincipalOrgID': 'o-otherorgan1' },
        'ForAnyValue:StringLike': ANY_PATH,
      },
      OUR_PATH,
    ],
  ])('%s, allows paths of the right organization only', (_, block, path) => {
    expect(allows(block, ORGANIZATION_PATHS, [path])).toBe(true);
    expect(allows(block, ORGANIZATION_PATHS, [OTHER_PATH])).toBe(false);
  });

  it('takes a star under StringEquals as a plain character, which no path has', () => {
    const block = {
      StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1*' },
      'ForAnyValue:StringLike': ANY_PATH,
    };
    expect(allows(block, ORGANIZATION_PATHS, [OUR_PATH])).toBe(false);
  });

  it.each<[string, Block]>([
    [
      'without regard to letter case',
      {
        StringEqualsIgnoreCase: { 'aws:PrincipalOrgID': 'O-EXAMPLEORG1' },
        'ForAnyValue:StringLike': ANY_PATH,
      },
    ],
    [
      'with what only the request tells',
      {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
        StringEquals: { 'aws:PrincipalOrgID': '${aws:PrincipalTag/home}' },
        'ForAnyValue:StringLike': ANY_PATH,
      },
    ],
    [
      'for its presence alone',
      { Null: { 'aws:PrincipalOrgID': 'false' }, 'ForAnyValue:StringLike': ANY_PATH },
    ],
  ])('that compares it %s, says nothing of which paths', (_, block) => {
    expect(allows(block, ORGANIZATION_PATHS, [OUR_PATH])).toBe(true);
    expect(allows(block, ORGANIZATION_PATHS, [OTHER_PATH])).toBe(true);
  });

  it.each<[string, Block]>([
    ['the path', { StringEqualsIfExists: OURS, 'ForAnyValue:StringLike': ANY_PATH }],
    ['the id', { StringEquals: OURS, 'ForAllValues:StringLike': ANY_PATH }],
    ['both', { StringEquals: OURS, 'ForAnyValue:StringLike': ANY_PATH }],
    [
      'the id in any letter case',
      {
        StringEqualsIgnoreCase: { 'aws:PrincipalOrgID': 'O-EXAMPLEORG1' },
        'ForAllValues:StringLike': ANY_PATH,
      },
    ],
  ])('demands both keys where one test demands %s', (_, block) => {
    expect(allows(block, ORGANIZATION_ID, [])).toBe(false);
    expect(allows(block, ORGANIZATION_PATHS, [])).toBe(false);
  });

  it('demands neither where both tests pass without', () => {
    const block = { StringEqualsIfExists: OURS, 'ForAllValues:StringLike': ANY_PATH };
    expect(allows(block, ORGANIZATION_ID, [])).toBe(true);
    expect(allows(block, ORGANIZATION_PATHS, [])).toBe(true);
  });

  it('demands neither for the sake of other keys', () => {
    const block = {
      StringEquals: { 'sts:ExternalId': 'k7-prod-88' },
      'ForAllValues:StringLike': ANY_PATH,
    };
    expect(allows(block, ORGANIZATION_PATHS, [])).toBe(true);
    expect(joinOrganizationKeys(constraintsOf(block))).toEqual(constraintsOf(block));
  });
});

it('tests of the organization alone stay as they are', () => {
  const constraints = constraintsOf({ StringEquals: OURS });
  expect(joinOrganizationKeys(constraints)).toEqual(constraints);
});
