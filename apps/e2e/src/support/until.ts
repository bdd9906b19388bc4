/** What `look` finds, as soon as it finds something; throws when that takes longer. */
export async function until<T>(look: () => Promise<T | undefined>, milliseconds = 20_000): Promise<T> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error('What the spec waits for did not come.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
