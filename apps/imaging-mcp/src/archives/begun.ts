/** What a generator gives first that will be `begun`. */
export const BEGINNING: Uint8Array = new Uint8Array(0);

/**
 * A generator that is left before it has begun runs none of its `finally`, and lets go of nothing. So it begins here, with
 * a part that nobody gets.
 */
export async function begun<T>(parts: AsyncGenerator<T>): Promise<AsyncGenerator<T>> {
  await parts.next();
  return parts;
}
