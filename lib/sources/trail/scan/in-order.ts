/**
 * Works on several things at a time, and hands the results out in the order of the things.
 */

/** @param ahead how many are begun before the result of the first is taken; 0 is one at a time */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  ahead: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<readonly [Item, Result]> {
  const begun: (readonly [Item, Promise<Result>])[] = [];
  for (const item of items) {
    const result = work(item);
    // whoever awaits it later is told; until then it must not end the process
    result.catch(() => {});
    begun.push([item, result]);
    if (begun.length > ahead) yield* first(begun);
  }
  while (begun.length > 0) yield* first(begun);
}

async function* first<Item, Result>(
  begun: (readonly [Item, Promise<Result>])[],
): AsyncGenerator<readonly [Item, Result]> {
  const next = begun.shift();
  if (next) yield [next[0], await next[1]];
}
