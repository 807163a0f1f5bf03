/**
 * Hours of the week: which are usual, beyond those that were seen.
 */
const HOUR_PER_DAY = 24;
const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const HOURS_PER_WEEK = WEEK.length * HOUR_PER_DAY;

/** Calls learnt from which on hours tell anything. */
const CALLS_AT_LEAST = 20;
/** Weekdays on which an hour was seen, from which on it is usual on every day. */
const WEEKDAYS = 3;

/**
 * The usual hours, such as `Mon 09`, with their neighbours, and on all days where they were seen on three.
 * @param calls how many calls they were learnt from
 * @returns undefined where hours tell nothing: too little was learnt, or most of the week is usual
 */
export function usualHours(seen: ReadonlySet<string>, calls: number): ReadonlySet<string> | undefined {
  if (calls < CALLS_AT_LEAST) return undefined;
  const places = new Set([...seen].map(placeOf));
  for (let hour = 0; hour < HOUR_PER_DAY; hour++) {
    const days = WEEK.map((_, day) => day * HOUR_PER_DAY + hour);
    if (days.filter((place) => places.has(place)).length < WEEKDAYS) continue;
    for (const place of days) places.add(place);
  }
  const usual = new Set([...places].flatMap((place) => [place - 1, place, place + 1].map(hourAt)));
  return usual.size > HOURS_PER_WEEK / 2 ? undefined : usual;
}

/** The part of the day that an hour of the week is in, such as `00-06 UTC`. */
export function partOfDay(hourOfWeek: string): string {
  const from = Math.floor(Number(hourOfWeek.slice(-2)) / 6) * 6;
  return `${two(from)}-${two(from + 6)} UTC`;
}

function placeOf(hourOfWeek: string): number {
  return WEEK.findIndex((day) => hourOfWeek.startsWith(day)) * HOUR_PER_DAY + Number(hourOfWeek.slice(-2));
}

/** Sunday's last hour is beside Monday's first. */
function hourAt(place: number): string {
  const within = (place + HOURS_PER_WEEK) % HOURS_PER_WEEK;
  return `${WEEK[Math.floor(within / HOUR_PER_DAY)]} ${two(within % HOUR_PER_DAY)}`;
}

function two(hour: number): string {
  return String(hour).padStart(2, '0');
}
