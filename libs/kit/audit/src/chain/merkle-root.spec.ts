import { createHash } from 'node:crypto';
import { merkleRoot } from './merkle-root.js';
import type { ShardHead } from './shard-head.js';

const sha256 = (hex: string) => createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex');
const head = (shard: number, seq = 1): ShardHead => ({ shard, seq, hash: `${shard}`.padStart(64, '0') });
const leaf = ({ shard, seq, hash }: ShardHead) =>
  sha256(`00${shard.toString(16).padStart(4, '0')}${seq.toString(16).padStart(16, '0')}${hash}`);
const node = (left: string, right: string) => sha256(`01${left}${right}`);

describe('the root over all heads (RFC 9162 section 2.1.1)', () => {
  it('of nothing is the hash of nothing', () => {
    expect(merkleRoot([])).toBe(sha256(''));
  });

  it('of one head is its leaf', () => {
    expect(merkleRoot([head(3, 7)])).toBe(leaf(head(3, 7)));
  });

  it('splits at the largest power of two below the number of heads', () => {
    const [a, b, c, d, e] = [0, 1, 2, 3, 4].map((shard) => leaf(head(shard))) as [
      string,
      string,
      string,
      string,
      string,
    ];
    expect(merkleRoot([0, 1, 2].map((shard) => head(shard)))).toBe(node(node(a, b), c));
    expect(merkleRoot([0, 1, 2, 3, 4].map((shard) => head(shard)))).toBe(node(node(node(a, b), node(c, d)), e));
  });

  it('does not depend on the order in which heads are given', () => {
    expect(merkleRoot([head(2), head(0), head(10)])).toBe(merkleRoot([head(0), head(2), head(10)]));
  });

  it.each([
    ['position', { ...head(0), seq: 2 }],
    ['hash', { ...head(0), hash: 'f'.repeat(64) }],
    ['shard', { ...head(0), shard: 5 }],
  ])('changes with the %s of any head', (_what, changed) => {
    expect(merkleRoot([changed, head(1)])).not.toBe(merkleRoot([head(0), head(1)]));
  });
});
