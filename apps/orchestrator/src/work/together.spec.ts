import { Together, type Outcome } from './together.js';

describe('what is done together', () => {
  it('is what was asked for in the same turn, and what gathered while that was under way', async () => {
    const { together, batches, finish } = given();
    const first = [together.add(1), together.add(2)];
    await batches.next();
    const others = [together.add(3), together.add(4), together.add(5)];
    finish();
    expect(await Promise.all(first)).toEqual([10, 20]);
    expect((await batches.next()).value).toEqual([3, 4, 5]);
    finish();
    expect(await Promise.all(others)).toEqual([30, 40, 50]);
  });

  it('answers each by itself, so that a refusal is of one alone', async () => {
    const together = new Together<number, number>(async (items) => items.map(outcomeOf), { itemsMax: 10, runsMax: 1 });
    const answers = await Promise.allSettled([1, 13, 2].map((item) => together.add(item)));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it.each(['22P05', '40P01', '23503'])('is tried one by one when the database refuses it with %s', async (code) => {
    const sizes: number[] = [];
    const together = new Together<number, number>(async (items) => {
      sizes.push(items.length);
      if (items.includes(13)) throw new Error('refused', { cause: Object.assign(new Error('refused'), { code }) });
      return items.map(outcomeOf);
    });
    const answers = await Promise.allSettled([1, 13, 2].map((item) => together.add(item)));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(sizes).toEqual([3, 1, 1, 1]);
  });

  it('is not tried again when nobody knows whether it was done', async () => {
    let runs = 0;
    const together = new Together<number, number>(async () => {
      runs += 1;
      throw Object.assign(new Error('The connection is lost.'), { code: 'ECONNRESET' });
    });
    const answers = await Promise.allSettled([together.add(1), together.add(2)]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(runs).toBe(1);
    await expect(together.add(3)).rejects.toThrow('The connection is lost.');
  });

  it('stays within its bounds', async () => {
    const sizes: number[] = [];
    const together = new Together<number, number>(
      async (items) => {
        sizes.push(items.length);
        return items.map(outcomeOf);
      },
      { itemsMax: 3, runsMax: 1 },
    );
    await Promise.all([1, 2, 3, 4, 5, 6, 7].map((item) => together.add(item)));
    expect(sizes).toEqual([3, 3, 1]);
  });
});

function outcomeOf(item: number): Outcome<number> {
  if (item === 13) return { status: 'rejected', reason: new Error('13') };
  return { status: 'fulfilled', value: item * 10 };
}

function given() {
  const started: number[][] = [];
  let onStarted = (): void => undefined;
  let finish = (): void => undefined;
  const together = new Together<number, number>(
    (items) => {
      started.push([...items]);
      onStarted();
      return new Promise((resolve) => (finish = () => resolve(items.map(outcomeOf))));
    },
    { itemsMax: 10, runsMax: 1 },
  );
  async function* arriving(): AsyncGenerator<number[]> {
    for (;;) {
      if (started.length === 0) await new Promise<void>((resolve) => (onStarted = resolve));
      const batch = started.shift();
      if (batch) yield batch;
    }
  }
  return { together, batches: arriving(), finish: () => finish() };
}
