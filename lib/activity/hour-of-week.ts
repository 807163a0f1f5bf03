/**
 * Hours: when in the week a call was made, in UTC.
 */

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/**
 * Such as `Mon 09`, for a call between nine and ten on a Monday.
 * @param time ISO 8601 UTC, to the hour at least
 */
export function hourOfWeek(time: string): string {
  return `${weekdayOf(time)} ${time.slice(11, 13)}`;
}

/** Such as `Mon`. @param time ISO 8601 UTC, to the day at least */
export function weekdayOf(time: string): string {
  return DAYS[new Date(`${time.slice(0, 10)}T00:00:00Z`).getUTCDay()] ?? 'none';
}
