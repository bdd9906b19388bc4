import { DomainError } from '@caregate/core-errors';
import { findContext, type Logger } from '@caregate/kit-http';
import { principalOf } from '@caregate/core-permissions';
import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';
import { logPosition } from './log-position.js';
import type { ReadReplica } from './read-replica.js';
import { RecentWrites } from './recent-writes.js';

export interface ReplicatedReadsParts {
  readonly primary: Pick<DataSource, 'query'>;
  readonly replicas: readonly ReadReplica[];
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  readonly lookMilliseconds?: number;
  /** How far behind the primary a replica may be. */
  readonly lagMilliseconds?: number;
}

const WRITERS_MAX = 50_000;

interface Sighting {
  readonly at: number;
  readonly position: bigint;
}

/** Of one writer: how many writes are under way, and where the log was after the last, as far as that is known. */
interface Written {
  underWay: number;
  position: bigint | undefined;
}

export interface Reading<T> {
  readonly onReplica: (replica: ReadReplica) => Promise<T>;
  readonly onPrimary: () => Promise<T>;
  /** Whose record is read, where it is one. */
  readonly patientId?: string | undefined;
}

/**
 * Decides for each read whether a replica may answer it: one that is there, not far behind, and has replayed what the
 * caller has written in this process. Of a patient of whom anybody has just written something, the primary answers; and
 * so it does what a replica does not find, or fails at.
 */
export class ReplicatedReads {
  private readonly writers = new LRUCache<string, Written>({ max: WRITERS_MAX });
  private sightings: readonly Sighting[] = [];
  private turn = 0;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  private readonly recent: RecentWrites;

  constructor(private readonly parts: ReplicatedReadsParts) {
    this.recent = new RecentWrites(parts.primary);
  }

  async start(): Promise<void> {
    await this.look();
    const { lookMilliseconds = 1_000 } = this.parts;
    this.timer = setInterval(
      () => void (this.looking = this.looking.then(() => this.look())),
      lookMilliseconds,
    ).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
    await Promise.all(this.parts.replicas.map((replica) => replica.close()));
  }

  /** Decided when the read is asked, in the context of its caller. */
  async read<T>(reading: Reading<T>): Promise<T> {
    const replica = this.choose();
    const { patientId, onPrimary } = reading;
    if (replica === undefined || (patientId !== undefined && (await this.recent.has(patientId)))) return onPrimary();
    return this.attempt(replica, reading);
  }

  /** From before a write until it has been replayed, its writer reads from the primary. */
  async whileWriting<T>(writer: string, write: () => Promise<T>): Promise<T> {
    const written = this.writers.get(writer) ?? { underWay: 0, position: undefined };
    written.underWay += 1;
    this.writers.set(writer, written);
    try {
      return await write();
    } finally {
      // Without a position it gets one at the next look, which is later in the log, and so as good.
      const reached = await this.position().catch(() => undefined);
      written.position = laterOf(written.position, reached);
      written.underWay -= 1;
      this.writers.set(writer, written);
    }
  }

  private choose(): ReadReplica | undefined {
    const { caller } = findContext() ?? {};
    const written = caller && this.writers.get(principalOf(caller));
    const fit = this.parts.replicas.filter((replica) => replica.isPresent && hasReplayed(replica, written));
    this.turn += 1;
    return fit[this.turn % fit.length];
  }

  private async attempt<T>(replica: ReadReplica, { onReplica, onPrimary }: Reading<T>): Promise<T> {
    try {
      const found = await onReplica(replica);
      // Nobody of that number yet: who has just been registered is there.
      return found === undefined ? await onPrimary() : found;
    } catch (error) {
      if (error instanceof DomainError) throw error;
      replica.leaveOut();
      this.parts.logger.warn({}, 'a read replica failed; the primary answers until it is back');
      return onPrimary();
    }
  }

  private async look(): Promise<void> {
    const ended = [...this.writers.values()].filter(isWithoutPosition);
    try {
      const position = await this.position();
      for (const written of ended.filter(isWithoutPosition)) written.position = position;
      await this.lookAtAll(position);
    } catch {
      // Without the primary nobody knows how far behind a replica is.
      for (const replica of this.parts.replicas) replica.leaveOut();
    }
  }

  private async lookAtAll(position: bigint): Promise<void> {
    const { replicas, lagMilliseconds = 5_000 } = this.parts;
    const now = Date.now();
    const { position: expected } = this.sightings.findLast(({ at }) => at <= now - lagMilliseconds) ??
      this.sightings[0] ?? { position };
    await Promise.all(replicas.map((replica) => replica.lookAt(expected)));
    const recent = this.sightings.filter(({ at }) => at > now - 2 * lagMilliseconds);
    this.sightings = [...recent, { at: now, position }];
    const everywhere = replicas.reduce((least, { replayed }) => (replayed < least ? replayed : least), position);
    for (const [writer, { underWay, position: reached }] of this.writers.entries())
      if (underWay === 0 && reached !== undefined && reached <= everywhere) this.writers.delete(writer);
  }

  private async position(): Promise<bigint> {
    const sql = 'SELECT pg_current_wal_insert_lsn()::text AS lsn';
    const [row] = await this.parts.primary.query<{ lsn: string }[]>(sql);
    return logPosition(row?.lsn ?? '0/0');
  }
}

function isWithoutPosition({ underWay, position }: Written): boolean {
  return underWay === 0 && position === undefined;
}

/** Writes of one writer may end in another order than is told of them; `undefined` is later than anything known. */
function laterOf(known: bigint | undefined, reached: bigint | undefined): bigint | undefined {
  return known !== undefined && reached !== undefined && known > reached ? known : reached;
}

function hasReplayed({ replayed }: ReadReplica, written: Written | undefined): boolean {
  if (written === undefined) return true;
  return written.underWay === 0 && written.position !== undefined && replayed >= written.position;
}
