import type { DataSource, EntityManager } from 'typeorm';
import { AnchorFile } from '../anchor/anchor-file.js';
import type { AnchorKey } from '../anchor/anchor-key.js';
import { AnchorLog } from '../anchor/anchor-log.js';
import { headsOf, type AnchorStatement } from '../anchor/anchor-statement.js';
import { openAnchor, type SignedAnchor } from '../anchor/signed-anchor.js';
import { withAnchorLock } from '../anchor/with-anchor-lock.js';
import { silentLogger, type AuditLogger } from '../audit-logger.js';
import type { ShardHead } from '../chain/shard-head.js';
import { auditBody } from '../entry/audit-body.js';
import { EntryStamp } from '../entry/entry-stamp.js';
import type { NewAuditEntry } from '../entry/new-audit-entry.js';

export interface PurgeOptions {
  readonly anchorFile: string;
  readonly key: AnchorKey;
  /** What was anchored before this moment is removed. The database refuses what is younger than the retention. */
  readonly before: Date;
  /** Subject of the person who decided it, and why. */
  readonly by: string;
  readonly reason: string;
  /** App that does it. */
  readonly source: string;
  readonly clock?: () => Date;
  readonly logger?: AuditLogger;
}

const LOCK_WAIT_MILLISECONDS = 10_000;

/**
 * Removes the beginning of every chain, up to the last anchor before a moment. What remains is verified from there: a
 * signed statement, in the anchor file and its copy, names the last rows removed, and the trail itself gets an entry.
 * Not to be run beside a verification, which would miss the rows. Answers how many rows went.
 */
export async function purgeAudit(dataSource: DataSource, options: PurgeOptions): Promise<number> {
  const { anchorFile, key, before, by, reason, clock = () => new Date(), logger = silentLogger } = options;
  const file = new AnchorFile(anchorFile);
  const log = new AnchorLog(file, key, logger);
  return withAnchorLock(dataSource, LOCK_WAIT_MILLISECONDS, async (manager) => {
    const end = await log.end(manager);
    const heads = await floorsBefore(manager, file, options);
    if (heads.length === 0) return 0;
    const purge = { before: before.toISOString(), by, reason };
    const { statement, anchor } = log.sign(end, clock(), { heads, all: heads, purge });
    const rows = await manager.transaction((transaction) => remove(transaction, statement, anchor, options));
    await file.append([anchor]);
    return rows;
  });
}

async function remove(
  manager: EntityManager,
  { n, at }: AnchorStatement,
  { text, signature }: SignedAnchor,
  options: PurgeOptions,
): Promise<number> {
  const [answer] = await manager.query<{ rows: number }[]>('select audit.purge($1, $2, $3, $4) as rows', [
    n,
    at,
    text,
    signature,
  ]);
  const rows = Number(answer?.rows);
  await manager.query('select audit.append($1)', [
    auditBody(purgeEntry(options, n, rows), new EntryStamp(options.clock).next()),
  ]);
  return rows;
}

function purgeEntry({ by, source, before }: PurgeOptions, anchor: number, rows: number): NewAuditEntry {
  return {
    event: 'audit.purged',
    outcome: 'success',
    actor: { kind: 'user', subject: by },
    source,
    transport: 'internal',
    detail: { anchor, rows, before: before.toISOString() },
  };
}

/** By the signed lines of the file, not by their copies; where an earlier purge went as far, there is nothing left. */
async function floorsBefore(
  manager: EntityManager,
  file: AnchorFile,
  { key, before }: PurgeOptions,
): Promise<ShardHead[]> {
  const floors = new Map<number, ShardHead>();
  for await (const anchor of file.read()) {
    const statement = openAnchor(anchor, key.publicKey);
    if (statement === undefined || statement.purge) continue;
    if (Date.parse(statement.at) >= before.getTime()) break;
    headsOf(statement).forEach((head) => floors.set(head.shard, head));
  }
  const purged = await manager.query<{ shard: number; floor_seq: number }[]>('select shard, floor_seq from audit.head');
  const goneTo = new Map(purged.map(({ shard, floor_seq }) => [shard, Number(floor_seq)]));
  return [...floors.values()].filter(({ shard, seq }) => seq > (goneTo.get(shard) ?? 0));
}
