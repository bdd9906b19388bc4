import { hash } from 'node:crypto';

const PREFIX_LENGTH = 1 + 2 + 8;
const FORM = 1;

/** What the first row of a shard is linked to. */
export const CHAIN_START: Buffer = Buffer.alloc(32);

export interface ChainedRow {
  readonly shard: number;
  readonly seq: number;
  /** The exact stored text. */
  readonly body: string;
}

/**
 * The hash of a row, form 1, as `audit.append` in the database computes it: SHA-256 over the byte 01, the shard (2 bytes),
 * the seq (8 bytes, both big-endian), the hash of the row before it in the shard (32 bytes; zeros before seq 1), and the
 * body as UTF-8. Shard and seq have a fixed place, so no row can stand for another; a change of form changes the first byte.
 */
export function rowHash(previous: Buffer, { shard, seq, body }: ChainedRow): Buffer {
  const prefix = Buffer.allocUnsafe(PREFIX_LENGTH);
  prefix.writeUInt8(FORM, 0);
  prefix.writeInt16BE(shard, 1);
  prefix.writeBigInt64BE(BigInt(seq), 3);
  return hash('sha256', Buffer.concat([prefix, previous, Buffer.from(body, 'utf8')]), 'buffer');
}
