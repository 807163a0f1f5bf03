import fc from 'fast-check';
import { parseNestedCell } from '../../../../lib/sources/trail/query-results/nested-cell';
import { ANY, RECORD, type Shape } from '../../../../lib/sources/trail/query-results/record-shape';
import { propertyRuns } from '../../../support/property-runs';
import { prestoText } from '../../../support/query-result';

const IDENTITY = shapeOf('useridentity');
const REQUEST = shapeOf('requestparameters');
const RESPONSE = shapeOf('responseelements');
const RESOURCES = shapeOf('resources');

function shapeOf(name: string): Shape {
  return RECORD.fields.get(name)?.shape ?? ANY;
}

describe('nested columns', () => {
  it.each<[string, Shape, string, unknown]>([
    ['nothing', IDENTITY, '', null],
    ['NULL', IDENTITY, ' null ', null],
    ['an empty row', REQUEST, '{}', {}],
    ['an empty list', RESOURCES, '[]', []],
    ['JSON', IDENTITY, '{"type":"Root","accountId":"1"}', { type: 'Root', accountId: '1' }],
    ['JSON in lower case', IDENTITY, '{"type":"Root","accountid":"1"}', { type: 'Root', accountId: '1' }],
    [
      'JSON that has one name in two cases',
      REQUEST,
      '{"rolearn":"a","roleArn":"b"}',
      { rolearn: 'a', roleArn: 'b' },
    ],
    [
      'a row',
      IDENTITY,
      '{type=Root, accountid=1, username=null}',
      { type: 'Root', accountId: '1', userName: null },
    ],
    [
      'rows in rows',
      IDENTITY,
      '{type=AssumedRole, sessioncontext={attributes={mfaauthenticated=false, creationdate=null}, sessionissuer=null}}',
      {
        type: 'AssumedRole',
        sessionContext: {
          attributes: { mfaAuthenticated: 'false', creationDate: null },
          sessionIssuer: null,
        },
      },
    ],
    [
      'a list of rows',
      RESOURCES,
      '[{arn=arn:aws:iam::1:role/x, accountid=1, type=AWS::IAM::Role}, {arn=b, accountid=null, type=c}]',
      [
        { ARN: 'arn:aws:iam::1:role/x', accountId: '1', type: 'AWS::IAM::Role' },
        { ARN: 'b', accountId: null, type: 'c' },
      ],
    ],
    [
      'a list of texts',
      REQUEST,
      '{transitivetagkeys=[a, b], tags=[]}',
      { transitiveTagKeys: ['a', 'b'], tags: [] },
    ],
    [
      'equals signs and commas in a text',
      IDENTITY,
      '{type=AssumedRole, principalid=AROAX:a=b,c=d, e, accountid=1}',
      { type: 'AssumedRole', principalId: 'AROAX:a=b,c=d, e', accountId: '1' },
    ],
    [
      'a map with JSON inside',
      RESPONSE,
      '{credentials={"accessKeyId":"ASIA","expiration":"Oct 1, 2026, 3:00:00 PM"}, assumedRoleUser={"assumedRoleId":"AROA:x, arn=y","arn":"z"}}',
      {
        credentials: { accessKeyId: 'ASIA', expiration: 'Oct 1, 2026, 3:00:00 PM' },
        assumedRoleUser: { assumedRoleId: 'AROA:x, arn=y', arn: 'z' },
      },
    ],
    [
      'a policy, which is text',
      REQUEST,
      '{policyDocument={"Version":"2012-10-17", "Statement":[]}, roleName=x}',
      { policyDocument: '{"Version":"2012-10-17", "Statement":[]}', roleName: 'x' },
    ],
    [
      'names that nobody knows, in a map',
      ANY,
      '{bucketName=b, x-amz-id-2=abc/+==, bytesTransferredOut=1.0}',
      { bucketName: 'b', 'x-amz-id-2': 'abc/+==', bytesTransferredOut: '1.0' },
    ],
    [
      'a name of the prototype',
      ANY,
      '{__proto__=x, constructor=y}',
      { ['__proto__']: 'x', constructor: 'y' },
    ],
  ])('reads %s', (_, shape, cell, expected) => {
    const value = parseNestedCell(cell, shape);
    expect(value === undefined ? undefined : JSON.parse(JSON.stringify(value))).toEqual(expected);
  });

  it.each<[string, Shape, string]>([
    ['other text', IDENTITY, 'HIDDEN'],
    ['JSON that breaks off', IDENTITY, '{"type":"Root","accountId"'],
    ['a row that breaks off', IDENTITY, '{type=Root, accountid=1'],
    ['a row that goes on behind its end', IDENTITY, '{type=Root} x'],
    ['a row without names', IDENTITY, '{Root, 1}'],
    ['a name twice', IDENTITY, '{type=SAMLUser, username=dana, accountid=999999999999, accountid=1}'],
    ['a name that no struct has', IDENTITY, '{type=SAMLUser, username=CN=dana, OU=people, accountid=1}'],
    ['a name of a directory in a map', RESPONSE, '{subject=CN=dana, OU=people, subjectType=persistent}'],
    ['a bracket in a text', IDENTITY, '{type=SAMLUser, username=a}b, accountid=1}'],
    ['a text that opens like a row', IDENTITY, '{type=SAMLUser, username={dana, accountid=1}'],
    ['a text that opens like JSON', REQUEST, '{roleSessionName={"x, externalId=y}'],
    ['rows without end', IDENTITY, '{a='.repeat(100_000)],
    ['JSON without end', IDENTITY, `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['lists without end', RESOURCES, '['.repeat(100_000)],
  ])('does not guess at %s', (_, shape, cell) => {
    expect(parseNestedCell(cell, shape)).toBeUndefined();
  });

  it('never takes a text for other fields than its own, where all fields of a struct are written', () => {
    const piece = fc.constantFrom(
      ...', = { } [ ] null " , accountid= type= arn= username= x OU= {" }} ,'.split(' '),
      ', ',
      ' ',
    );
    const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
    const issuer = fc.record({ type: text, principalId: text, arn: text, accountId: text, userName: text });
    const session = fc.record({
      attributes: fc.record({ creationDate: text, mfaAuthenticated: text }),
      sessionIssuer: issuer,
      webIdFederationData: fc.constant(null),
      sourceIdentity: text,
      ec2RoleDelivery: text,
    });
    const identity = fc.record({
      type: text,
      principalId: text,
      arn: text,
      accountId: text,
      invokedBy: text,
      accessKeyId: text,
      userName: text,
      onBehalfOf: fc.constant(null),
      sessionContext: session,
    });
    fc.assert(
      fc.property(identity, (written) => {
        const read = parseNestedCell(prestoText(written), IDENTITY);
        if (read === undefined) return;
        expect(JSON.parse(JSON.stringify(read))).toEqual(withNulls(written));
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });
});

/** Presto writes NULL and the text `null` alike. */
function withNulls(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, inner) => (inner === 'null' ? null : inner));
}
