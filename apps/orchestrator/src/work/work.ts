import type { ServerEvent, ServerPayload } from '@caregate/core-contracts';
import type { NewAuditEntry } from '@caregate/kit-audit';
import type { EntityManager } from 'typeorm';
import type { Ticket } from '../engine/task-engine.port.js';

/** What watchers are told once a change is on disk. */
export type News = {
  [E in ServerEvent]: {
    readonly rooms: readonly string[];
    readonly event: E;
    readonly payload: ServerPayload<E>;
    readonly moment?: Moment;
  };
}[ServerEvent];

/** Where in the life of a task the news belongs, wherever and whenever it arrives. */
export interface Moment {
  readonly taskId: string;
  /** Never less than that of what happened to the task before. */
  readonly step: number;
}

/** One transaction, and what follows from it when it has committed. */
export class Work {
  readonly tickets: Ticket[] = [];
  /** Of tasks that wait for nobody any more. */
  readonly spentTickets: Ticket[] = [];
  readonly news: News[] = [];
  readonly entries: NewAuditEntry[] = [];

  constructor(private readonly manager: EntityManager) {}

  /** Changes are written as `with x as (update … returning …) select`, so that rows come back, never a count. */
  rows<T>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    return this.manager.query<T[]>(sql, [...values]);
  }

  async row<T>(sql: string, values: readonly unknown[] = []): Promise<T | undefined> {
    return (await this.rows<T>(sql, values))[0];
  }
}
