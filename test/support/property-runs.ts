/**
 * How often a property is tried: quickly in the suite, at volume by `npm run prove`, seldom by `npm run mutate`.
 */

const FACTOR = Number(process.env.PROPERTY_FACTOR ?? 1);
if (!(FACTOR > 0)) throw new Error('PROPERTY_FACTOR must be a number above 0');

/** The runs that the suite asks for, times `PROPERTY_FACTOR`. */
export function propertyRuns(usual: number): number {
  return Math.ceil(usual * FACTOR);
}
