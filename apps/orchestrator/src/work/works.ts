import type { AuditTrail } from '@caregate/kit-audit';
import type { Logger } from '@caregate/kit-http';
import type { DataSource } from 'typeorm';
import type { TaskEngine } from '../engine/task-engine.port.js';
import { Work, type News } from './work.js';

export interface NewsDesk {
  publish(news: readonly News[]): void;
}

export interface WorksParts {
  readonly dataSource: DataSource;
  readonly audit: AuditTrail;
  readonly engine: Pick<TaskEngine, 'add'>;
  readonly news: NewsDesk;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Runs changes: rows and audit entries in one transaction, then tickets and news. */
export class Works {
  constructor(private readonly parts: WorksParts) {}

  async run<T>(change: (work: Work) => Promise<T>): Promise<T> {
    const { work, result } = await this.parts.dataSource.transaction(async (manager) => {
      const begun = new Work(manager);
      const made = await change(begun);
      // Last, for an entry holds one of few chain heads until the transaction ends.
      await this.parts.audit.recordIn(manager, ...begun.entries);
      return { work: begun, result: made };
    });
    this.parts.news.publish(work.news);
    await this.enqueue(work);
    return result;
  }

  /** One statement that is a transaction by itself, and that nobody is told of. */
  rows<T>(sql: string, values: readonly unknown[]): Promise<T[]> {
    return this.parts.dataSource.query<T[]>(sql, [...values]);
  }

  tell(...news: readonly News[]): void {
    this.parts.news.publish(news);
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
}
