import type { Revocation } from '@caregate/core-contracts';
import { givenCaller } from '@caregate/testing';
import { RevocationIndex } from './revocation-index.js';
import { RevocationReader, type RevocationsSource } from './revocation-reader.js';

const TIMEOUT_MILLISECONDS = 50;

/** As a paused machine does, or a long turn of the event loop. */
function holdUp(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** A table in memory that can be made to fail, to hang, and to be restored from a backup. */
class TableByHand implements RevocationsSource {
  rows: Revocation[] = [];
  readonly askedSince: number[] = [];
  gate: Promise<void> = Promise.resolve();

  add(value: string): void {
    const seq = (this.rows.at(-1)?.seq ?? 0) + 1;
    this.rows.push({ seq, kind: 'token', value, notBeforeSeconds: 0, expiresAtSeconds: 4_000_000_000 });
  }

  async head(): Promise<number> {
    await this.gate;
    return this.rows.at(-1)?.seq ?? 0;
  }

  since(seq: number): Promise<Revocation[]> {
    this.askedSince.push(seq);
    return Promise.resolve(this.rows.filter((row) => row.seq > seq));
  }
}

function given() {
  const table = new TableByHand();
  const index = new RevocationIndex();
  const news: string[] = [];
  const time = { now: 0 };
  const reader = new RevocationReader({
    source: table,
    index,
    onNews: ({ value }) => news.push(value),
    timeoutMilliseconds: TIMEOUT_MILLISECONDS,
    nowMilliseconds: () => time.now,
  });
  return { table, index, news, time, reader };
}

describe('reading revocations', () => {
  it('goes on from the last position that was read', async () => {
    const { table, news, reader } = given();
    table.add('a');
    table.add('b');
    await reader.read();
    table.add('c');
    await reader.read();
    await reader.read();
    expect(table.askedSince).toEqual([0, 2]);
    expect(news).toEqual(['a', 'b', 'c']);
  });

  it('goes on also past rows that have expired unseen', async () => {
    const { table, reader } = given();
    table.add('a');
    table.since = (seq) => {
      table.askedSince.push(seq);
      return Promise.resolve([]);
    };
    await reader.read();
    await reader.read();
    expect(table.askedSince).toEqual([0]);
  });

  it('begins anew when the table was restored from a backup, and forgets nothing', async () => {
    const { table, index, news, reader } = given();
    table.add('a');
    table.add('b');
    table.add('c');
    await reader.read();
    table.rows = [];
    table.add('d');
    table.add('a');
    await reader.read();
    expect(news).toEqual(['a', 'b', 'c', 'd']);
    for (const tokenId of ['a', 'b', 'c', 'd']) expect(index.isRevoked(givenCaller({ tokenId }))).toBe(true);
  });

  it('reads again what it had begun to read when it failed', async () => {
    const { table, news, reader } = given();
    table.add('a');
    const { since } = table;
    table.since = () => Promise.reject(new Error('connection lost'));
    await expect(reader.read()).rejects.toThrow('connection lost');
    table.since = since;
    await reader.read();
    expect(news).toEqual(['a']);
  });
});

describe('the age of the knowledge', () => {
  it('is too high as long as nothing was ever read', () => {
    const { reader } = given();
    expect(reader.isOlderThan(1_000_000)).toBe(true);
    expect(reader.ageMilliseconds).toBe(0);
  });

  it('counts from the start of the read, as later commits may be missing in it', async () => {
    const { table, time, reader } = given();
    let open = (): void => {};
    table.gate = new Promise((resolve) => (open = resolve));
    const reading = reader.read();
    time.now = 30;
    open();
    await reading;
    expect(reader.ageMilliseconds).toBe(30);
  });

  it('grows while reads fail, and is low again after one that succeeds', async () => {
    const { table, time, reader } = given();
    await reader.read();
    table.gate = Promise.reject(new Error('connection refused'));
    time.now = 5_000;
    await expect(reader.read()).rejects.toThrow('connection refused');
    expect(reader.isOlderThan(5_000)).toBe(false);
    time.now = 5_001;
    expect(reader.isOlderThan(5_000)).toBe(true);
    table.gate = Promise.resolve();
    await reader.read();
    expect(reader.isOlderThan(5_000)).toBe(false);
  });

  it('hears of a read that was answered while the process was held up', async () => {
    const { table, reader } = given();
    // The turn after this one begins with the timers that have become due; what is like an answer on a socket follows.
    await new Promise<void>((resolve, reject) =>
      setImmediate(() => {
        table.gate = new Promise((answer) => setImmediate(answer));
        reader.read().then(resolve, reject);
        holdUp(2 * TIMEOUT_MILLISECONDS);
      }),
    );
    expect(reader.isOlderThan(5_000)).toBe(false);
  });

  it('grows also while a read hangs, which is then given up', async () => {
    const { table, time, reader } = given();
    await reader.read();
    table.gate = new Promise(() => {});
    time.now = 5_001;
    await expect(reader.read()).rejects.toThrow('took too long');
    expect(reader.isOlderThan(5_000)).toBe(true);
  });
});
