import { ByteBudget } from './byte-budget.js';

/** Work that ends when the spec says so. */
function given(bytesMax: number, waitingMax?: number) {
  const budget = new ByteBudget(bytesMax, waitingMax);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  const start = (name: string, bytes: number, signal?: AbortSignal) => budget.spend(bytes, work(name), signal);
  return { start, begun, end: (name: string) => ends.get(name)?.(), budget };
}

describe('the memory for pictures', () => {
  it('lets in what has room, and the rest in the order in which it came', async () => {
    const { start, begun, end } = given(100);
    const works = [start('a', 60), start('b', 60), start('c', 30)];
    await Promise.resolve();
    expect(begun).toEqual(['a']);
    end('a');
    await works[0];
    await new Promise(setImmediate);
    expect(begun).toEqual(['a', 'b', 'c']);
    end('b');
    end('c');
    await expect(Promise.all(works)).resolves.toEqual(['a', 'b', 'c']);
  });

  it('refuses at once what would not fit even alone', async () => {
    const { start, begun } = given(100);
    await expect(start('huge', 101)).rejects.toMatchObject({ code: 'imaging.frame.too_large', kind: 'too-large' });
    expect(begun).toEqual([]);
  });

  it('refuses more when too many wait', async () => {
    const { start, end } = given(100, 1);
    const [first, second] = [start('a', 100), start('b', 100)];
    await expect(start('c', 100)).rejects.toMatchObject({ code: 'imaging.renderer.busy', kind: 'too-many' });
    await new Promise(setImmediate);
    end('a');
    await first;
    await new Promise(setImmediate);
    end('b');
    await second;
  });

  it('is not kept for who has left, nor is the place in the queue', async () => {
    const { start, begun, end } = given(100, 2);
    const [leaver, gone] = [new AbortController(), AbortSignal.abort(new Error('left before'))];
    const first = start('a', 60);
    const left = start('b', 60, leaver.signal);
    const small = start('c', 40);
    await expect(start('d', 10, gone)).rejects.toThrow('left before');
    leaver.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    await new Promise(setImmediate);
    expect(begun).toEqual(['a', 'c']);
    const last = start('e', 60, new AbortController().signal);
    end('a');
    await first;
    await new Promise(setImmediate);
    expect(begun).toEqual(['a', 'c', 'e']);
    end('c');
    end('e');
    await expect(Promise.all([small, last])).resolves.toEqual(['c', 'e']);
  });

  it('is not taken twice from who leaves while at work', async () => {
    const { start, end } = given(100);
    const leaver = new AbortController();
    const first = start('a', 100, leaver.signal);
    await new Promise(setImmediate);
    leaver.abort();
    const second = start('b', 100);
    end('a');
    await expect(first).resolves.toBe('a');
    await new Promise(setImmediate);
    end('b');
    await expect(second).resolves.toBe('b');
  });

  it('gives the room of failed work back', async () => {
    const { budget } = given(100);
    await expect(budget.spend(100, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(budget.spend(100, async () => 'fine')).resolves.toBe('fine');
  });
});
