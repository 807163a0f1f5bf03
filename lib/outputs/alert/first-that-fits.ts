/**
 * The fullest text that a service takes: what it would refuse for its length is rendered again in less room.
 */

/**
 * The first text of at most `limit` bytes of UTF-8.
 * @param sizes from the most to the least room; the last is taken whatever comes of it, so it has to fit always
 */
export function firstThatFits<T>(sizes: readonly T[], limit: number, render: (size: T) => string): string {
  let text = '';
  for (const size of sizes) {
    text = render(size);
    if (new TextEncoder().encode(text).length <= limit) break;
  }
  return text;
}
