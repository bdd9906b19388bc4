/** Writes each; what cannot be written at the moment is owed, and the first error is thrown when all have been tried. */
export async function writeOrOwe<T>(items: readonly T[], owed: T[], write: (item: T) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(items.map((item) => write(item)));
  items.forEach((item, at) => results[at]?.status === 'rejected' && owed.push(item));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
