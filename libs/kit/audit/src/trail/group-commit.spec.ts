import { setTimeout as pause } from 'node:timers/promises';
import { BatchRefused, GroupCommit } from './group-commit.js';

describe('group commit', () => {
  it('writes what arrives while a batch is under way as one batch', async () => {
    const { commit, batches, finishBatch } = givenSlowWriter();
    const first = commit.add(1);
    await batches.next();
    const others = [commit.add(2), commit.add(3), commit.add(4)];
    finishBatch();
    await first;
    expect((await batches.next()).value).toEqual([2, 3, 4]);
    finishBatch();
    await Promise.all(others);
  });

  it('settles nobody before their batch is written', async () => {
    const { commit, batches, finishBatch } = givenSlowWriter();
    let settled = false;
    const adding = commit.add(1).then(() => (settled = true));
    await batches.next();
    expect(settled).toBe(false);
    finishBatch();
    await adding;
  });

  it('keeps batches within their bound, in the order in which items came', async () => {
    const batches: number[][] = [];
    const commit = givenCommit(async (batch) => void batches.push([...batch]), { batchMax: 3 });
    await Promise.all([1, 2, 3, 4, 5, 6, 7].map((item) => commit.add(item)));
    expect(batches).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  });

  it('rejects at once when too many are waiting, and takes new ones when there is room again', async () => {
    const { commit, batches, finishBatch } = givenSlowWriter({ pendingMax: 2 });
    const taken = [commit.add(1), commit.add(2)];
    await expect(commit.add(3)).rejects.toThrow('Too many entries are waiting.');
    await batches.next();
    finishBatch();
    await Promise.all(taken);
    expect(commit.pending).toBe(0);
    const again = commit.add(4);
    await batches.next();
    finishBatch();
    await again;
  });

  it('rejects with a batch that failed also those who have waited as long, and tries the others', async () => {
    const tried: number[][] = [];
    const write = async (batch: readonly number[]) => {
      tried.push([...batch]);
      if (tried.length > 1) return;
      await pause(50);
      void late.push(commit.add(7));
      throw new Error('No answer in time.');
    };
    const commit = givenCommit(write, { batchMax: 2, waitMilliseconds: 40 });
    const late: Promise<void>[] = [];
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5, 6].map((item) => commit.add(item)));
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
    await Promise.all(late);
    expect([tried, commit.pending]).toEqual([[[1, 2], [7]], 0]);
  });

  it('rejects the one item that is refused and writes all others of its batch', async () => {
    const written: number[] = [];
    const commit = givenCommit(async (batch) => {
      if (batch.includes(13)) throw new BatchRefused('13');
      written.push(...batch);
    });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, item) => commit.add(item)));
    expect(outcomes.map(({ status }) => status).indexOf('rejected')).toBe(13);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(written.sort((one, other) => one - other)).toEqual([...Array(20).keys()].filter((item) => item !== 13));
  });

  it('has never two batches under way, also while one that is refused is divided', async () => {
    let underWay = 0;
    const seen = new Set<number>();
    const commit = givenCommit(
      async (batch) => {
        underWay += 1;
        seen.add(underWay);
        await new Promise(setImmediate);
        underWay -= 1;
        if (batch.includes(2)) throw new BatchRefused('2');
      },
      { batchMax: 4 },
    );
    await Promise.allSettled([0, 1, 2, 3, 4, 5, 6, 7, 8].map((item) => commit.add(item)));
    await commit.drain();
    expect([...seen]).toEqual([1]);
  });

  it('rejects every item of a batch that could not be delivered, without trying each alone', async () => {
    let writes = 0;
    const commit = givenCommit(async () => {
      writes += 1;
      throw new Error('The database is away.');
    });
    const outcomes = await Promise.allSettled([commit.add(1), commit.add(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(writes).toBe(1);
  });

  it('goes on after a batch that failed', async () => {
    let failing = true;
    const commit = givenCommit(async () => {
      if (failing) throw new Error('The database is away.');
    });
    await expect(commit.add(1)).rejects.toThrow('The database is away.');
    failing = false;
    await expect(commit.add(2)).resolves.toBeUndefined();
  });

  it('drains everything that was added before', async () => {
    const written: number[] = [];
    const commit = givenCommit(async (batch) => void written.push(...batch), { batchMax: 1 });
    const added = [1, 2, 3].map((item) => commit.add(item));
    await commit.drain();
    expect(written).toEqual([1, 2, 3]);
    await Promise.all(added);
  });
});

function givenCommit(write: (batch: readonly number[]) => Promise<void>, limits = {}): GroupCommit<number> {
  return new GroupCommit(write, { batchMax: 100, pendingMax: 100, waitMilliseconds: 5_000, ...limits });
}

/** A writer whose batches arrive one by one and end when the spec says so. */
function givenSlowWriter(limits = {}) {
  const started: number[][] = [];
  let onStarted = (): void => undefined;
  let finishBatch = (): void => undefined;
  const commit = givenCommit((batch) => {
    started.push([...batch]);
    onStarted();
    return new Promise((resolve) => (finishBatch = resolve));
  }, limits);
  async function* arriving(): AsyncGenerator<number[]> {
    for (;;) {
      if (started.length === 0) await new Promise<void>((resolve) => (onStarted = resolve));
      const batch = started.shift();
      if (batch) yield batch;
    }
  }
  return { commit, batches: arriving(), finishBatch: () => finishBatch() };
}
