/**
 * Runs the suite far from UTC, so that a time which is read in the zone of the machine shows itself.
 */
export default function useFarTimeZone(): void {
  process.env.TZ = 'Asia/Kolkata';
}
