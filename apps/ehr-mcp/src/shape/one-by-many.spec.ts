import { oneByMany } from './one-by-many.js';

describe('many single questions', () => {
  it('share a query while an earlier one is under way, and each gets its own answer', async () => {
    const asked: (readonly string[])[] = [];
    const release: (() => void)[] = [];
    const find = oneByMany(async (keys) => {
      asked.push(keys);
      await new Promise<void>((resolve) => release.push(resolve));
      return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `answer ${key}`]));
    });
    const first = find('a');
    await new Promise(setImmediate);
    const others = ['b', 'c', 'b', 'nobody'].map((key) => find(key));
    await new Promise(setImmediate);
    release[0]?.();
    await expect(first).resolves.toBe('answer a');
    await new Promise(setImmediate);
    release[1]?.();
    await expect(Promise.all(others)).resolves.toEqual(['answer b', 'answer c', 'answer b', undefined]);
    expect(asked).toEqual([['a'], ['b', 'c', 'b', 'nobody']]);
  });

  it('fail with their own query, and the next ones are asked anew', async () => {
    let failing = true;
    const find = oneByMany(async (keys) => {
      if (failing) throw new Error('away');
      return new Map(keys.map((key) => [key, key]));
    });
    await expect(find('a')).rejects.toThrow('away');
    failing = false;
    await expect(find('a')).resolves.toBe('a');
  });
});
