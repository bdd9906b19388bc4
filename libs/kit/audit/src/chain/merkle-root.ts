import { createHash } from 'node:crypto';
import type { ShardHead } from './shard-head.js';

/**
 * One hash for all heads, ordered by shard: the Merkle tree hash of RFC 9162 §2.1.1. A leaf is the shard (2 bytes), the
 * seq (8 bytes, both big-endian) and the hash of its head.
 */
export function merkleRoot(heads: Iterable<ShardHead>): string {
  const leaves = [...heads].sort((one, other) => one.shard - other.shard).map(leafOf);
  return treeHash(leaves).toString('hex');
}

function leafOf({ shard, seq, hash }: ShardHead): Buffer {
  const leaf = Buffer.alloc(10);
  leaf.writeInt16BE(shard, 0);
  leaf.writeBigInt64BE(BigInt(seq), 2);
  return Buffer.concat([leaf, Buffer.from(hash, 'hex')]);
}

function treeHash(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha256();
  if (leaves.length === 1) return sha256(LEAF, first);
  const left = largestPowerOfTwoBelow(leaves.length);
  return sha256(NODE, treeHash(leaves.slice(0, left)), treeHash(leaves.slice(left)));
}

function largestPowerOfTwoBelow(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}

function sha256(...parts: readonly Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

/** Leaf and node differ, so that no inner node can be passed off as a leaf (RFC 9162 §2.1.1). */
const LEAF = Buffer.of(0x00);
const NODE = Buffer.of(0x01);
