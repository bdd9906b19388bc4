import DataLoader from 'dataloader';

const KEYS_MAX = 500;

/**
 * Answers many single questions with few queries: while one is under way the next ones gather, and they leave together
 * as soon as it is back. A lone question waits for nobody; nothing is kept, so every answer is as fresh as its query.
 */
export function oneByMany<V>(
  query: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
): (key: string) => Promise<V | undefined> {
  let running: Promise<unknown> = Promise.resolve();
  const loader = new DataLoader<string, V | undefined>(
    async (keys) => {
      const answers = query(keys);
      running = answers.catch(() => undefined);
      const found = await answers;
      return keys.map((key) => found.get(key));
    },
    { cache: false, maxBatchSize: KEYS_MAX, batchScheduleFn: (leave) => void running.then(leave) },
  );
  return (key) => loader.load(key);
}
