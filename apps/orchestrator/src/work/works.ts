import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@caregate/core-errors';
import { isDatabaseAway } from '@caregate/data-models/failures';
import type { AuditTrail } from '@caregate/kit-audit';
import type { Logger } from '@caregate/kit-http';
import type { DataSource } from 'typeorm';
import type { TaskEngine } from '../engine/task-engine.port.js';
import { sqlStateOf } from './sql-state.js';
import { Work, type News } from './work.js';

export interface NewsDesk {
  publish(news: readonly News[]): void;
}

export interface WorksParts {
  readonly dataSource: DataSource;
  readonly audit: AuditTrail;
  readonly engine: Pick<TaskEngine, 'add' | 'remove'>;
  readonly news: NewsDesk;
  readonly logger: Pick<Logger, 'warn'>;
}

interface Made<T> {
  readonly work: Work;
  readonly result: T;
}

/** Whoever asked for the change need not wait for a queue that is away. */
const ENQUEUE_MILLISECONDS = 1_000;
const TRIES_MAX = 5;
/** SQLSTATE of a failed serialization, and of a deadlock. */
const COLLISION = /^(40001|40P01)$/;

/** Runs changes: rows and audit entries in one transaction, then tickets and news. */
export class Works {
  constructor(private readonly parts: WorksParts) {}

  async run<T>(change: (work: Work) => Promise<T>): Promise<T> {
    const { work, result } = await this.commit(change);
    this.parts.news.publish(work.news);
    const enqueued = this.takeAway(work).then(() => this.enqueue(work));
    if (work.tickets.length > 0) await Promise.race([enqueued, pause(ENQUEUE_MILLISECONDS, undefined, { ref: false })]);
    return result;
  }

  /** One statement that is a transaction by itself, and that nobody is told of. */
  rows<T>(sql: string, values: readonly unknown[]): Promise<T[]> {
    return this.parts.dataSource.query<T[]>(sql, [...values]);
  }

  tell(...news: readonly News[]): void {
    this.parts.news.publish(news);
  }

  /** Of two changes that wait for each other, PostgreSQL ends one, which then only has to be made once more. */
  private async commit<T>(change: (work: Work) => Promise<T>, tries = TRIES_MAX): Promise<Made<T>> {
    try {
      return await this.parts.dataSource.transaction(async (manager) => {
        const work = new Work(manager);
        const result = await change(work);
        // Last, for an entry holds one of few chain heads until the transaction ends.
        await this.parts.audit.recordIn(manager, ...work.entries);
        return { work, result };
      });
    } catch (error) {
      if (tries > 1 && COLLISION.test(sqlStateOf(error) ?? '')) return this.commit(change, tries - 1);
      throw isDatabaseAway(error) ? new DomainError('service.unavailable', { cause: error }) : error;
    }
  }

  /** What cannot be enqueued now is found by the sweeper: the row says that it is due. */
  private async enqueue({ tickets }: Work): Promise<void> {
    if (tickets.length === 0) return;
    try {
      await this.parts.engine.add(tickets);
    } catch (err) {
      this.parts.logger.warn({ err, tickets: tickets.length }, 'tickets could not be added; the sweeper will');
    }
  }

  /**
   * Before others are added, which may be for the same tasks. One that stays is thrown away by who takes it, which may be
   * nobody for long.
   */
  private async takeAway({ spentTickets }: Work): Promise<void> {
    if (spentTickets.length === 0) return;
    try {
      await this.parts.engine.remove(spentTickets);
    } catch (err) {
      this.parts.logger.warn({ err, tickets: spentTickets.length }, 'spent tickets stay in the queue');
    }
  }
}
