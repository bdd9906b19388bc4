import type { DataSource } from 'typeorm';
import { silentLogger, type AuditLogger } from '../audit-logger.js';
import { merkleRoot } from '../chain/merkle-root.js';
import type { ShardHead } from '../chain/shard-head.js';
import { insertCopy } from './anchor-copies.js';
import { AnchorFile } from './anchor-file.js';
import type { AnchorKey } from './anchor-key.js';
import { AnchorLog, type LogEnd } from './anchor-log.js';
import { statementHash } from './anchor-statement.js';
import { readHeads } from './read-heads.js';
import { AnchorsBusy, withAnchorLock } from './with-anchor-lock.js';

export interface AuditAnchorerOptions {
  /** Outside the database, best on another disk or machine. */
  readonly file: string;
  readonly key: AnchorKey;
  readonly intervalMilliseconds?: number;
  readonly clock?: () => Date;
  readonly logger?: AuditLogger;
}

const STALE_INTERVALS = 10;

/**
 * Every interval, if the trail has grown, signs where it stands and writes that outside the database. What was anchored
 * cannot be changed unnoticed even by who owns the database; what came after the last anchor can.
 */
export class AuditAnchorer {
  private readonly file: AnchorFile;
  private readonly log: AnchorLog;
  private readonly intervalMilliseconds: number;
  private readonly clock: () => Date;
  private readonly logger: AuditLogger;
  /** What the anchor with this hash covered, if we wrote it. */
  private known: { readonly hash: string; readonly heads: readonly ShardHead[] } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<unknown> = Promise.resolve();
  private succeededAt = 0;
  private alarm: string | undefined;
  private stopped = false;

  private constructor(
    private readonly dataSource: DataSource,
    { file, key, intervalMilliseconds = 1_000, clock, logger = silentLogger }: AuditAnchorerOptions,
  ) {
    this.file = new AnchorFile(file);
    this.log = new AnchorLog(this.file, key, logger);
    this.intervalMilliseconds = intervalMilliseconds;
    this.clock = clock ?? (() => new Date());
    this.logger = logger;
  }

  /** Rejects when the first anchor cannot be written: wrong key, no right to the file, no right in the database. */
  static async start(dataSource: DataSource, options: AuditAnchorerOptions): Promise<AuditAnchorer> {
    const anchorer = new AuditAnchorer(dataSource, options);
    await anchorer.anchorNow();
    anchorer.schedule();
    return anchorer;
  }

  /** Answers whether there was anything to anchor. */
  async anchorNow(): Promise<boolean> {
    const anchored = await withAnchorLock(this.dataSource, this.intervalMilliseconds, async (manager) => {
      const end = await this.log.end(manager);
      const heads = await readHeads(manager);
      this.watch(heads);
      if (merkleRoot(heads) === end.root || (end.n === 0 && heads.length === 0)) return false;
      const { statement, anchor } = this.log.sign(end, this.clock(), { heads: this.moved(end, heads), all: heads });
      await insertCopy(manager, statement, anchor);
      await this.file.append([anchor]);
      this.known = { hash: statementHash(anchor.text), heads };
      return true;
    });
    this.succeededAt = performance.now();
    return anchored;
  }

  health(): { readonly healthy: boolean; readonly detail?: string } {
    if (this.alarm !== undefined) return { healthy: false, detail: this.alarm };
    const stale = performance.now() - this.succeededAt > STALE_INTERVALS * this.intervalMilliseconds;
    return stale ? { healthy: false, detail: 'The audit trail has not been anchored for a while.' } : { healthy: true };
  }

  /** Anchors what is left and ends. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.working;
    await this.attempt();
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.working = this.attempt().finally(() => {
        if (!this.stopped) this.schedule();
      });
    }, this.intervalMilliseconds).unref();
  }

  private async attempt(): Promise<void> {
    try {
      await this.anchorNow();
    } catch (err) {
      if (!(err instanceof AnchorsBusy)) this.logger.error({ err }, 'the audit trail could not be anchored');
    }
  }

  private moved(end: LogEnd, heads: readonly ShardHead[]): readonly ShardHead[] {
    if (this.known?.hash !== end.hash) return heads;
    const before = new Map(this.known.heads.map((head) => [head.shard, head.hash]));
    return heads.filter(({ shard, hash }) => before.get(shard) !== hash);
  }

  /** Chains only grow: one that became shorter was cut, or the database was restored from a backup. */
  private watch(heads: readonly ShardHead[]): void {
    const now = new Map(heads.map(({ shard, seq }) => [shard, seq]));
    const shorter = this.known?.heads.filter(({ shard, seq }) => (now.get(shard) ?? 0) < seq) ?? [];
    if (shorter.length === 0) return;
    this.alarm = 'The audit trail has become shorter. Verify it.';
    this.logger.error({ shards: shorter.map(({ shard }) => shard) }, 'the audit trail has become shorter');
  }
}
