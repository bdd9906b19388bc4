import { setTimeout as pause } from 'node:timers/promises';
import type { Revocation } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';
import { RevocationsRepository } from '@caregate/data-models';
import type { Messaging, Subscription } from '@caregate/kit-messaging';
import type { DataSource } from 'typeorm';
import { HoldUp } from './hold-up.js';
import { PollLoop } from '../poll-loop.js';
import { RevocationIndex } from './revocation-index.js';
import { RevocationReader } from './revocation-reader.js';
import type { RevocationView, RevocationViewHealth } from './revocation-view.js';

export interface PostgresRevocationViewOptions {
  readonly dataSource: DataSource;
  readonly messaging: Pick<Messaging, 'subscribe'>;
  readonly pollMilliseconds?: number;
  readonly staleMilliseconds?: number;
  readonly clock?: () => Date;
  /** Told after every read how old the knowledge is, for a gauge. */
  readonly onLag?: (milliseconds: number) => void;
  readonly logger?: { warn(fields: object, message: string): void };
}

/** How long somebody waits at most for a view to be made fresh. */
const REFRESH_MILLISECONDS_MAX = 1_000;

const defaults = {
  pollMilliseconds: 500,
  staleMilliseconds: 5_000,
  clock: () => new Date(),
  onLag: () => {},
  logger: { warn: () => {} },
};

/**
 * The revocations of `access.revocation` in memory. The table is the truth and is read again and again; a message only
 * makes the next read come at once. Without a read for `staleMilliseconds` the view declares itself stale.
 */
export class PostgresRevocationView implements RevocationView {
  private readonly options: Required<PostgresRevocationViewOptions>;
  private readonly index = new RevocationIndex();
  private readonly reader: RevocationReader;
  private readonly holdUp: HoldUp;
  private readonly listeners = new Set<(revocation: Revocation) => void>();
  private readonly watchers = new Set<(seq: number) => void>();
  private failure: Error | undefined;
  private loop: PollLoop | undefined;
  private subscription: Subscription | undefined;
  private refreshing: Promise<void> | undefined;

  private constructor(options: PostgresRevocationViewOptions) {
    this.options = { ...defaults, ...options };
    this.holdUp = new HoldUp(() => this.options.clock().getTime());
    this.reader = new RevocationReader({
      source: new RevocationsRepository(options.dataSource),
      index: this.index,
      onNews: (revocation) => this.tellListeners(revocation),
      timeoutMilliseconds: this.options.staleMilliseconds,
      nowMilliseconds: () => performance.now(),
    });
  }

  /** Resolves after a first read. If that fails the view is stale, refuses everybody, and goes on trying. */
  static async start(options: PostgresRevocationViewOptions): Promise<PostgresRevocationView> {
    const view = new PostgresRevocationView(options);
    view.subscription = await options.messaging.subscribe('revocation.added', () => view.lookNow());
    await view.read();
    view.loop = new PollLoop(() => view.read(), view.options.pollMilliseconds);
    return view;
  }

  async refresh(): Promise<void> {
    if (!this.isOverdue()) return;
    this.refreshing ??= this.read().finally(() => (this.refreshing = undefined));
    await Promise.race([this.refreshing, pause(REFRESH_MILLISECONDS_MAX, undefined, { ref: false })]);
  }

  isRevoked(caller: Caller): boolean {
    return this.index.isRevoked(caller);
  }

  /** In an outage nobody is kept waiting. */
  isOverdue(): boolean {
    return this.failure === undefined && (this.holdUp.isWithin(this.reader.ageMilliseconds) || this.isStale());
  }

  isStale(): boolean {
    return this.reader.isOlderThan(this.options.staleMilliseconds) || this.index.isForgetful(this.nowSeconds);
  }

  onRevoked(listener: (revocation: Revocation) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Called after every read with the position up to which everything is known. */
  onCaughtUp(watcher: (seq: number) => void): void {
    this.watchers.add(watcher);
  }

  /** For who knows of a revocation and will not wait for its message. */
  lookNow(): void {
    this.loop?.wake();
  }

  health(): RevocationViewHealth {
    return {
      healthy: !this.isStale(),
      ageMilliseconds: Math.round(this.reader.ageMilliseconds),
      size: this.index.size,
      ...(this.failure !== undefined && { detail: 'The last read of the revocations failed.' }),
    };
  }

  async stop(): Promise<void> {
    this.holdUp.stop();
    await this.subscription?.close();
    await this.loop?.stop();
  }

  private async read(): Promise<void> {
    try {
      const { nowSeconds } = this;
      if (this.index.isForgetful(nowSeconds)) this.reader.beginAnew();
      await this.reader.read();
      this.index.prune(nowSeconds);
      this.failure = undefined;
      for (const watcher of this.watchers) watcher(this.reader.seq);
    } catch (error) {
      if (this.failure === undefined) this.options.logger.warn({ error }, 'revocations cannot be read');
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
    this.options.onLag(this.reader.ageMilliseconds);
  }

  private get nowSeconds(): number {
    return this.options.clock().getTime() / 1000;
  }

  private tellListeners(revocation: Revocation): void {
    for (const listener of this.listeners) {
      try {
        listener(revocation);
      } catch (error) {
        this.options.logger.warn({ error, seq: revocation.seq }, 'a listener to revocations failed');
      }
    }
  }
}
