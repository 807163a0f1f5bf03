/**
 * The baseline as text, and back: a part of saved history with a version of its own.
 *
 * A row that is damaged costs that row alone: it is set aside as it was found, and kept so, and its use is learnt anew.
 */
import { z } from 'zod';
import { compareText } from '../model/compare-text';
import { ok, type Parsed, problem } from '../model/problem';
import { ASPECTS, type Baseline, EMPTY_BASELINE, type UsualUse, useKey } from './usual-use';

const VERSION = 1;

/** Damaged rows kept, and characters of each. */
const MOST_SET_ASIDE = 100;
const SET_ASIDE_LENGTH = 2_000;

const Time = z.iso.datetime();
const Day = z.iso.date();

const Spans = z.array(z.tuple([z.enum(ASPECTS), z.array(z.tuple([z.string(), Time, Time]))]));

const SavedRow = z.strictObject({
  party: z.string(),
  role: z.string(),
  since: Time,
  last: Time,
  callers: z.array(z.tuple([z.string(), Time])),
  values: Spans,
  unlearnt: Spans.optional(),
  days: z.array(z.tuple([Day, z.int().nonnegative()])),
  learntFrom: z.int().nonnegative(),
  overflow: z.int().nonnegative(),
});

const SavedBaseline = z.strictObject({
  version: z.literal(VERSION),
  watched: z.array(Day).optional(),
  forgotten: z.int().nonnegative().optional(),
  setAside: z.array(z.string()).optional(),
  rows: z.array(z.unknown()),
});

/** JSON with one row a line, rows in order of their key. */
export function renderBaseline({ rows, watched, forgotten, setAside }: Baseline): string {
  const lines = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => JSON.stringify(savedRow(row)));
  const head = JSON.stringify({ version: VERSION, watched, forgotten, setAside }).slice(0, -1);
  return `${head},"rows":[\n${lines.join(',\n')}\n]}`;
}

function savedRow({ callers, values, unlearnt, days, ...row }: UsualUse): z.infer<typeof SavedRow> {
  return {
    ...row,
    callers: sorted(callers),
    values: savedSpans(values),
    ...(unlearnt && { unlearnt: savedSpans(unlearnt) }),
    days: sorted(days),
  };
}

function savedSpans(values: UsualUse['values']): z.infer<typeof Spans> {
  return [...values].map(([aspect, spans]) => [
    aspect,
    sorted(spans).map(([value, { first, last }]): [string, string, string] => [value, first, last]),
  ]);
}

function sorted<T>(all: ReadonlyMap<string, T>): [string, T][] {
  return [...all].sort(([a], [b]) => compareText(a, b));
}

/**
 * Reads what `renderBaseline` wrote, once JSON was read.
 *
 * @param raw undefined where the state is of a time before baselines
 * @param at  where it was read, repeated in the problem
 * @returns   the baseline without its damaged rows, or the problem `history-newer`
 */
export function parseBaseline(raw: unknown, at: string): Parsed<Baseline> {
  if (raw === undefined) return ok(EMPTY_BASELINE);
  const version = z.looseObject({ version: z.number() }).safeParse(raw);
  if (version.success && version.data.version > VERSION) {
    const message = `expected a baseline of version ${VERSION}; a newer trust-atlas wrote this state`;
    return problem('history-newer', at, message, version.data.version);
  }
  const saved = SavedBaseline.safeParse(raw);
  if (!saved.success) return ok({ ...EMPTY_BASELINE, setAside: [textOf(raw)] });
  const { version: _, rows: rawRows, setAside: before = [], ...rest } = saved.data;
  const rows = new Map<string, UsualUse>();
  const damaged: string[] = [];
  for (const rawRow of rawRows) {
    const row = SavedRow.safeParse(rawRow);
    if (row.success) rows.set(useKey(row.data.party, row.data.role), usualUse(row.data));
    else damaged.push(textOf(rawRow));
  }
  const setAside = [...before, ...damaged].slice(-MOST_SET_ASIDE);
  return ok({ ...rest, rows, ...(setAside.length > 0 && { setAside }) });
}

function usualUse({ callers, values, unlearnt, days, ...row }: z.infer<typeof SavedRow>): UsualUse {
  return {
    ...row,
    callers: new Map(callers),
    values: spansOf(values),
    ...(unlearnt && { unlearnt: spansOf(unlearnt) }),
    days: new Map(days),
  };
}

function spansOf(saved: z.infer<typeof Spans>): UsualUse['values'] {
  return new Map(
    saved.map(([aspect, spans]) => [
      aspect,
      new Map(spans.map(([value, first, last]) => [value, { first, last }])),
    ]),
  );
}

function textOf(raw: unknown): string {
  return (JSON.stringify(raw) ?? '').slice(0, SET_ASIDE_LENGTH);
}
