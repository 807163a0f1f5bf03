/**
 * How often a property is tried: quickly in the suite, at volume by `npm run prove`.
 */

const FACTOR = Number(process.env.PROPERTY_FACTOR ?? 1);
if (!(FACTOR >= 1)) throw new Error('PROPERTY_FACTOR must be a number of at least 1');

/** The runs that the suite asks for, times `PROPERTY_FACTOR`. */
export function propertyRuns(usual: number): number {
  return usual * FACTOR;
}
