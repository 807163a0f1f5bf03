/**
 * Random log files of CloudTrail: every spelling that JSON allows, and records that look like others.
 *
 * Each comes with its records as texts, so that a test can read them the slow way: by `JSON.parse`, one by one.
 */
import * as fc from 'fast-check';

export interface RandomLog {
  readonly text: string;
  /** of each record, in order */
  readonly records: readonly string[];
}

/** Unique ids and access keys of sessions that a test follows. */
export const FOLLOWED_IDS = ['AROAEXAMPLEROLE00001', 'ASIAEXAMPLEKEY00001'] as const;

const OTHER_IDS = ['AROAEXAMPLEOTHER0001', 'ASIAEXAMPLEOTHER001', '', ' ', ' AROAEXAMPLEROLE00001'];

/** Written as they stand; no reader takes them as anything but numbers. */
const NUMBERS = ['0', '-0', '1E+400', '-1.5e-7', '123456789012345678901234567890'];

const EVENTS: readonly (readonly [source: string, name: string])[] = [
  ['sts.amazonaws.com', 'AssumeRole'],
  ['sts.amazonaws.com', 'AssumeRoleWithSAML'],
  ['sts.amazonaws.com', 'AssumeRoot'],
  ['sts.amazonaws.com', 'GetCallerIdentity'],
  ['signin.amazonaws.com', 'AssumeRole'],
  ['iam.amazonaws.com', 'UpdateAssumeRolePolicy'],
  ['organizations.amazonaws.com', 'DetachPolicy'],
  ['ec2.amazonaws.com', 'DescribeInstances'],
  ['s3.amazonaws.com', 'GetObject'],
  ['sts.amazonaws.com', '\u00a0AssumeRole'],
  ['sts.amazonaws.com', 'AssumeRole\n'],
];

const LOOK_ALIKES = [
  'eventName',
  '"eventName":"AssumeRole"',
  'x"eventName',
  '"userIdentity',
  '"principalId',
  'AssumeRole',
  'userIdentity',
  'principalId',
  'Records',
  '{"Records":[',
  '"}],',
  '\\',
  '\\"',
  '"',
  '{',
  ']',
  '/',
  '\u0000',
  '\ud83d\ude00',
  '\ud800',
  '\u2028',
  'é',
];

/** Turns a value into text; the members of an object may stand twice, and then the last one counts. */
type Value = Text | Raw | readonly Value[] | Members;
interface Text {
  readonly text: string;
}
interface Raw {
  readonly raw: string;
}
interface Members {
  readonly members: readonly (readonly [string, Value])[];
}

/** A log file: its records in one of the three plain forms. */
export function randomLog(): fc.Arbitrary<RandomLog> {
  return fc
    .tuple(
      fc.array(record(), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('log', 'list', 'lines'),
      speller(),
    )
    .map(([values, form, spell]) => {
      const records = values.map((value) => write(value, spell));
      const list = () => `${spell.blank()}[${records.map(around(spell)).join(',')}]${spell.blank()}`;
      const key = spell.key('Records');
      const text = {
        log: () => `${spell.blank()}{${spell.blank()}${key}${spell.blank()}:${list()}}${spell.blank()}`,
        list,
        lines: () => records.map(around(spell)).join('\r\n'),
      }[form]();
      return { text, records };
    });
}

/** Its text, cut off or with a few characters too many, too few or other ones. */
export function damaged({ text }: RandomLog): fc.Arbitrary<string> {
  const place = fc.integer({ min: 0, max: text.length });
  const piece = fc.constantFrom(...STRAY_PIECES);
  const damage = fc.oneof(
    place.map((at) => (before: string) => before.slice(0, at)),
    fc.tuple(place, fc.integer({ min: 0, max: 2 }), piece).map(
      ([at, lost, found]) =>
        (before: string) =>
          before.slice(0, at) + found + before.slice(at + lost),
    ),
  );
  return fc
    .array(damage, { minLength: 1, maxLength: 2 })
    .map((all) => all.reduce((before, each) => each(before), text));
}

const STRAY_PIECES = [
  ...['', '"', '\\', '{', '}', '[', ']', ',', ':', '7', ' ', '{}', 'null,', ']}', '{"Records":['],
  ...['\0', '\n', '\f', '\ufeff', '\u2028', '\ud800'],
];

function around({ blank }: Speller): (text: string) => string {
  return (text) => `${blank()}${text}${blank()}`;
}

function record(): fc.Arbitrary<Value> {
  return fc
    .tuple(
      fc.constantFrom(...EVENTS),
      fc.integer({ min: 0, max: 59 }),
      identity(),
      fc.uuid(),
      fc.array(
        fc.oneof(
          fc.tuple(fc.constantFrom('userAgent', 'errorMessage', 'a'), anything()),
          // text there would make a row of a query result of the record
          fc.tuple(
            fc.constantFrom('requestParameters', 'resources'),
            anything().filter((value) => !('text' in value)),
          ),
        ),
        { maxLength: 4 },
      ),
      fc.array(
        fc.oneof(
          fc.tuple(fc.constantFrom('eventName', 'x"eventName', 'eventNam'), eventName()),
          fc.tuple(fc.constantFrom('userIdentity', '"userIdentity', '__proto__'), identity()),
          fc.tuple(fc.constantFrom('eventSource', 'eventTime '), anything()),
        ),
        { maxLength: 2 },
      ),
      order(),
    )
    .map(([[source, name], minute, who, id, more, again, shuffled]) => {
      const role = 'arn:aws:iam::111122223333:role/Reader';
      const members: (readonly [string, Value])[] = [
        ['eventTime', { text: `2026-11-24T08:${String(minute).padStart(2, '0')}:00Z` }],
        ['eventSource', { text: source }],
        ['eventName', { text: name }],
        ['userIdentity', who],
        ['eventID', { text: id }],
        [
          'requestParameters',
          {
            members: [
              ['roleArn', { text: role }],
              ['roleName', { text: 'Reader' }],
            ],
          },
        ],
        ...more,
      ];
      // what stands again stands anywhere: before or behind the first one
      return { members: shuffled([...members, ...again]) };
    });
}

function eventName(): fc.Arbitrary<Value> {
  return fc.oneof(
    fc.constantFrom(...EVENTS).map(([, text]): Value => ({ text })),
    fc.constantFrom('null', '7', '{}', '["AssumeRole"]').map((raw): Value => ({ raw })),
  );
}

function identity(): fc.Arbitrary<Value> {
  const id = fc
    .tuple(fc.constantFrom(...FOLLOWED_IDS, ...OTHER_IDS), fc.constantFrom('', ':job', ': "job', ' '))
    .map(([text, end]): Value => ({ text: `${text}${end}` }));
  const members = fc.tuple(
    fc.array(
      fc.tuple(
        fc.constantFrom(
          'principalId',
          'accessKeyId',
          'arn',
          'x"principalId',
          'sessionContext',
          'sessionIssuer',
        ),
        fc.oneof(
          { arbitrary: id, weight: 4 },
          { arbitrary: id.map((value): Value => ({ members: [['principalId', value]] })), weight: 1 },
          { arbitrary: fc.constantFrom('null', '[]', '0').map((raw): Value => ({ raw })), weight: 1 },
        ),
      ),
      { maxLength: 5 },
    ),
    order(),
  );
  return fc.oneof(
    {
      arbitrary: members.map(
        ([all, shuffled]): Value => ({ members: shuffled([['type', { text: 'AssumedRole' }], ...all]) }),
      ),
      weight: 8,
    },
    { arbitrary: id, weight: 1 },
    {
      arbitrary: members.map(([all]): Value => [{ members: all }]),
      weight: 1,
    },
    { arbitrary: fc.constant<Value>({ raw: 'null' }), weight: 1 },
  );
}

/** Any value, with texts that look like structure, and now and then as long or as deep as none is. */
function anything(): fc.Arbitrary<Value> {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.array(fc.constantFrom(...LOOK_ALIKES), { maxLength: 12 }).map((parts) => parts.join('')),
    fc.integer({ min: 50, max: 80 }).map((length) => '\\'.repeat(length)),
    fc
      .tuple(fc.constantFrom('x', '"', '\\', '{"'), fc.integer({ min: 1, max: 3_000 }))
      .map(([part, times]) => part.repeat(times)),
  );
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      text.map((each): Value => ({ text: each })),
      fc.constantFrom(...NUMBERS, 'true', 'null', '{}', '[]').map((raw): Value => ({ raw })),
      fc.array(tie('value'), { maxLength: 3 }),
      fc
        .array(
          fc.tuple(
            fc.oneof(
              fc.constantFrom('eventName', 'userIdentity', 'principalId', 'accessKeyId', 'Records'),
              text,
            ),
            tie('value'),
          ),
          { maxLength: 3 },
        )
        .map((members): Value => ({ members })),
    ),
  }));
  const deep = fc
    .tuple(fc.constantFrom('[', '{"eventName":', '{"userIdentity":'), fc.integer({ min: 1, max: 70 }))
    .map(
      ([open, times]): Value => ({
        raw: `${open.repeat(times)}1${(open === '[' ? ']' : '}').repeat(times)}`,
      }),
    );
  return fc.oneof({ arbitrary: value, weight: 6 }, { arbitrary: deep, weight: 1 });
}

function order(): fc.Arbitrary<<Item>(items: readonly Item[]) => readonly Item[]> {
  return chances().map(
    (chance) => (items) =>
      items
        .map((item) => [chance(), item] as const)
        .sort(([left], [right]) => left - right)
        .map(([, item]) => item),
  );
}

/** Numbers from 0 to 1; always the same ones for the same seed. */
function chances(): fc.Arbitrary<() => number> {
  return fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })).map((stream) => () => {
    const { value } = stream.next();
    return typeof value === 'number' ? value : 0;
  });
}

interface Speller {
  readonly blank: () => string;
  readonly key: (text: string) => string;
  readonly string: (text: string) => string;
}

/** How the same JSON is written: by whom blanks, and which of its characters as escapes. */
function speller(): fc.Arbitrary<Speller> {
  return fc
    .tuple(fc.constantFrom(0, 0, 0.02, 0.3), fc.constantFrom('', ' ', '\r\n', '\t', ' \n  '), chances())
    .map(([share, blank, chance]) => {
      const string = (text: string) =>
        `"${[...text].map((each) => (chance() < share ? escaped(each, chance) : plain(each))).join('')}"`;
      return { blank: () => (blank && chance() < 0.5 ? blank : ''), key: string, string };
    });
}

/** As short as it may be. */
function plain(character: string): string {
  return JSON.stringify(character).slice(1, -1);
}

/** By its number, or with a backslash that is not needed. */
function escaped(character: string, chance: () => number): string {
  if (character === '/' && chance() < 0.5) return '\\/';
  return [...Array(character.length).keys()]
    .map((at) => {
      const code = character.charCodeAt(at).toString(16).padStart(4, '0');
      return `\\u${chance() < 0.5 ? code : code.toUpperCase()}`;
    })
    .join('');
}

function write(value: Value, spell: Speller): string {
  const spaced = around(spell);
  if ('raw' in value) return value.raw;
  if ('text' in value) return spell.string(value.text);
  if ('members' in value) {
    return `{${value.members
      .map(([key, each]) => `${spaced(spell.key(key))}:${spaced(write(each, spell))}`)
      .join(',')}}`;
  }
  return `[${value.map((each) => spaced(write(each, spell))).join(',')}]`;
}
