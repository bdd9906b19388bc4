import { hash } from 'node:crypto';
import { z } from 'zod';
import type { ShardHead } from '../chain/shard-head.js';

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What an anchor states; its exact text is what is signed. Form 1: `n` counts from 1, `previous` is the SHA-256 of the
 * text before it (zeros in the first), `heads` lists the heads that moved since, as [shard, seq, hash], and `root` covers
 * all heads known so far.
 */
export const anchorStatement = z.strictObject({
  v: z.literal(1),
  n: z.number().int().positive(),
  at: z.iso.datetime(),
  previous: sha256Hex,
  heads: z.array(z.tuple([z.number().int().min(0), z.number().int().positive(), sha256Hex])),
  root: sha256Hex,
  /** Makes it the record of a purge: rows up to `heads` were removed because they were older than `before`. */
  purge: z.strictObject({ before: z.iso.datetime(), by: z.string(), reason: z.string() }).optional(),
});

export type AnchorStatement = z.output<typeof anchorStatement>;

/** What the first statement is linked to. */
export const FIRST_PREVIOUS = '0'.repeat(64);

export function statementHash(text: string): string {
  return hash('sha256', text, 'hex');
}

export function headsOf({ heads }: AnchorStatement): ShardHead[] {
  return heads.map(([shard, seq, hex]) => ({ shard, seq, hash: hex }));
}
