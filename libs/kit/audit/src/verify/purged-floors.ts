import type { KeyObject } from 'node:crypto';
import type { AnchorFile } from '../anchor/anchor-file.js';
import { headsOf } from '../anchor/anchor-statement.js';
import { openAnchor } from '../anchor/signed-anchor.js';
import type { ShardHead } from '../chain/shard-head.js';

/** Where each shard begins after all purges that the key has signed. */
export async function purgedFloors(
  file: AnchorFile,
  sizeBytes: number,
  publicKey: KeyObject,
): Promise<Map<number, ShardHead>> {
  const floors = new Map<number, ShardHead>();
  for await (const anchor of file.read(sizeBytes)) {
    // Cheaper than checking the signature of every line a second time.
    const statement = anchor.text.includes('"purge":') ? openAnchor(anchor, publicKey) : undefined;
    if (statement?.purge) headsOf(statement).forEach((head) => floors.set(head.shard, head));
  }
  return floors;
}
