/**
 * Counts the random policies and requests that properties try, so that `npm run prove` can say how many there were.
 */
import { appendFileSync } from 'node:fs';

let pairs = 0;

/** To be called where a property shows one request to one policy that it drew. */
export function countPair(): void {
  pairs++;
}

// each test file runs on its own and adds a line
afterAll(() => {
  const file = process.env.PAIRS_TRIED_FILE;
  if (file !== undefined) appendFileSync(file, `${pairs}\n`);
});
