import { type Columns, parseHeader, RowReader } from '../../../../lib/sources/trail/query-results/row-record';

const NEEDED = ['eventtime', 'eventsource', 'eventname', 'eventid'];
const CELLS = ['2026-11-24 08:00:00.000', 'sts.amazonaws.com', 'AssumeRole', 'event-1'];
const RECORD = {
  eventTime: '2026-11-24T08:00:00Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  eventID: 'event-1',
};

function recordOfRow(columns: Columns, cells: readonly unknown[]): object | undefined {
  return new RowReader().read(columns, cells);
}

/** The needed columns and one more. */
function recordOf(column: string, cell: unknown): unknown {
  const columns = parseHeader([column, ...NEEDED]);
  const record = columns && recordOfRow(columns, [cell, ...CELLS]);
  return record === undefined ? undefined : JSON.parse(JSON.stringify(record));
}

describe('the header of a result', () => {
  it.each<[string, readonly string[], readonly string[] | undefined]>([
    ['the needed columns', NEEDED, []],
    ['other cases and underscores', ['event_time', 'EVENT_SOURCE', 'eventName', '"eventId"'], []],
    ['a part of them', ['eventtime', 'eventname', 'count'], ['eventSource', 'eventID']],
    ['another table', ['eventname', 'count'], undefined],
    ['names of the prototype', ['__proto__', 'constructor', 'toString'], undefined],
    ['nothing', [], undefined],
  ])('is told by %s', (_, names, missing) => {
    expect(parseHeader(names)?.missing).toEqual(missing);
  });
});

describe('a row as a record', () => {
  it.each<[string, string, unknown, object]>([
    ['a plain column', 'SourceIPAddress', '203.0.113.7', { sourceIPAddress: '203.0.113.7' }],
    ['NULL', 'errorcode', '', {}],
    ['NULL as a word', 'errorcode', 'null', {}],
    ['a truth', 'readonly', 'TRUE', { readOnly: true }],
    ['a column that is none of ours', '_col5', 'x', {}],
    ['a nested column', 'useridentity', '{type=Root}', { userIdentity: { type: 'Root' } }],
    [
      'a nested column as an object',
      'useridentity',
      { accountid: '1' },
      { userIdentity: { accountId: '1' } },
    ],
    [
      'a field of it, by underscore',
      'useridentity_principalid',
      'AROA',
      { userIdentity: { principalId: 'AROA' } },
    ],
    [
      'a field of it, by dots',
      'userIdentity.sessionContext.sessionIssuer.arn',
      'x',
      { userIdentity: { sessionContext: { sessionIssuer: { arn: 'x' } } } },
    ],
    ['text that nothing depends on', 'tlsdetails', 'TLSv1.3', { tlsDetails: 'TLSv1.3' }],
    ['a time in its own form', 'eventtime', '2026-10-01T00:00:00Z', { eventTime: '2026-10-01T00:00:00Z' }],
    ['a time that is none, for others to judge', 'eventtime', 'yesterday', { eventTime: 'yesterday' }],
  ])('reads %s', (_, column, cell, expected) => {
    expect(recordOf(column, cell)).toEqual({ ...RECORD, ...expected });
  });

  it.each<[string, string, unknown]>([
    ['a malformed nested column', 'useridentity', '{type=Root'],
    ['a number for an object', 'requestparameters', 7],
    ['an object for text', 'sourceipaddress', {}],
  ])('does not read %s', (_, column, cell) => {
    expect(recordOf(column, cell)).toBeUndefined();
  });

  it('does not read a row that lacks what every record has', () => {
    const columns = parseHeader(NEEDED);
    const partly = parseHeader(['eventtime', 'eventname']);
    expect(columns && recordOfRow(columns, [CELLS[0], '', 'AssumeRole', 'event-1'])).toBeUndefined();
    expect(columns && recordOfRow(columns, [])).toBeUndefined();
    expect(partly && recordOfRow(partly, ['2026-11-24 08:00:00', 'AssumeRole'])).toBeUndefined();
  });

  it('fills a nested column from single ones, and not over it', () => {
    const columns = parseHeader(['useridentity_type', 'useridentity', 'useridentity_arn', ...NEEDED]);
    const record = columns && recordOfRow(columns, ['Root', '{"type":"IAMUser"}', 'x', ...CELLS]);
    expect(record).toMatchObject({ userIdentity: { type: 'IAMUser', arn: 'x' } });
  });

  it('does not read an identity with other fields than the first one of the result', () => {
    const columns = parseHeader([...NEEDED, 'useridentity']);
    const reader = new RowReader();
    const read = (identity: string) => columns && reader.read(columns, [...CELLS, identity]) !== undefined;
    expect(
      [
        '{type=WebIdentityUser, username=dana, invokedby=null}',
        '{type=WebIdentityUser, username=dana, identityprovider=other, invokedby=null}',
        '{type=AWSService, username=null, invokedby=lambda.amazonaws.com}',
        '{"type":"Root"}',
        '',
      ].map(read),
    ).toEqual([true, false, true, true, true]);
  });
});
