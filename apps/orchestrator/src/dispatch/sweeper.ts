import type { Logger } from '@caregate/kit-http';
import type { DataSource } from 'typeorm';
import { statusNews, type AgentsService } from '../agents/agents.service.js';
import type { TaskEngine } from '../engine/task-engine.port.js';
import type { TaskChanges } from '../tasks/task-changes.js';
import { ticketOf } from '../tasks/task-news.js';
import type { TaskRow } from '../tasks/task-row.js';
import { auditEntryOf } from '../work/audit-entry.js';
import type { Works } from '../work/works.js';

export interface SweeperParts {
  readonly dataSource: DataSource;
  readonly works: Works;
  readonly engine: Pick<TaskEngine, 'add'>;
  readonly changes: TaskChanges;
  readonly agents: Pick<AgentsService, 'releaseTasks'>;
  readonly logger: Pick<Logger, 'warn'>;
  /** An agent that has been silent for this long is inactive. */
  readonly silenceSeconds: number;
  /** How long a due task may be without a ticket. */
  readonly ticketSeconds: number;
}

const BATCH = 200;

/** No more of rows than is needed: parameters are large, and rows are many. */
type Swept = Pick<TaskRow, 'task_id'>;
type Ticketed = Parameters<typeof ticketOf>[0];

/** Looks after what nobody came back for: silent agents, ended leases, passed deadlines, lost tickets. */
export class Sweeper {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  /** Both by a clock that nobody sets. */
  private sweptAt = Number.NEGATIVE_INFINITY;
  private listeningSince = 0;

  constructor(private readonly parts: SweeperParts) {}

  start(everyMilliseconds: number): void {
    this.timer = setInterval(() => {
      this.running ??= this.sweep()
        .catch((err: unknown) => this.parts.logger.warn({ err }, 'a sweep was cut short'))
        .finally(() => (this.running = undefined));
    }, everyMilliseconds);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  async sweep(): Promise<void> {
    if (this.hasListened(performance.now())) {
      await this.silentAgents();
      await this.endedLeases();
    }
    await this.passedDeadlines();
    // Whoever could be heard by now was, whatever becomes of the queue.
    this.sweptAt = performance.now();
    await this.lostTickets();
  }

  /**
   * Nobody could be heard before we started, while the database was away, or while this process was held up: their silence
   * counts from then on, since they are still at work and about to say so.
   */
  private hasListened(now: number): boolean {
    const silence = this.parts.silenceSeconds * 1000;
    if (now - this.sweptAt > silence / 2) this.listeningSince = now;
    return now - this.listeningSince >= silence;
  }

  private async silentAgents(): Promise<void> {
    const { works, agents, silenceSeconds } = this.parts;
    await works.run(async (work) => {
      const silent = await work.rows<{ agent_id: string }>(
        `with a as (
           update orchestrator.agent set status = 'inactive'
            where agent_id in (
              select agent_id from orchestrator.agent
               where status <> 'inactive' and last_heartbeat < now() - make_interval(secs => $1)
               for update skip locked limit ${BATCH})
            returning agent_id)
         select * from a`,
        [silenceSeconds],
      );
      for (const { agent_id } of silent) {
        await agents.releaseTasks(work, agent_id, 'The agent was no longer heard of.');
        work.entries.push(auditEntryOf({ event: 'agent.silent', entity: { type: 'Agent', id: agent_id } }));
        work.news.push(statusNews(agent_id, 'inactive'));
      }
    });
  }

  private async endedLeases(): Promise<void> {
    const { works, changes } = this.parts;
    await works.run(async (work) => {
      const held = await work.rows<Swept>(
        `select task_id from orchestrator.task where status in ('assigned', 'running') and lease_expires_at < now()
          for update skip locked limit ${BATCH}`,
      );
      const error = 'The agent did not report in time.';
      await changes.each(work, held, (row) => changes.loseAttempt(work, row, error));
    });
  }

  private async passedDeadlines(): Promise<void> {
    const { works, changes } = this.parts;
    await works.run(async (work) => {
      const late = await work.rows<Swept>(
        `select task_id from orchestrator.task
          where deadline < now() and status in ('pending', 'queued', 'assigned', 'running')
          for update skip locked limit ${BATCH}`,
      );
      const error = 'The deadline has passed.';
      await changes.each(work, late, (row) => changes.end(work, row, 'timeout', { error }));
    });
  }

  /** A crash between commit and enqueue, a Redis that was emptied: a ticket more than once does no harm. */
  private async lostTickets(): Promise<void> {
    const { dataSource, engine, ticketSeconds } = this.parts;
    const rows = await dataSource.query<Ticketed[]>(
      `select task_id, attempt, task_type, priority from orchestrator.task
        where status = 'queued' and due_at < now() - make_interval(secs => $1)
          and (ticketed_at is null or ticketed_at < now() - make_interval(secs => $1 * 10))
        order by priority desc, due_at limit ${BATCH * 5}`,
      [ticketSeconds],
    );
    if (rows.length === 0) return;
    await engine.add(rows.map((row) => ticketOf(row)));
    // Not before: what a queue that is away did not take is added when it is back.
    await dataSource.query(
      `with t as (
         update orchestrator.task set ticketed_at = now()
          where task_id in (
            select task_id from orchestrator.task where task_id = any($1) and status = 'queued' for update skip locked)
          returning 1)
       select 1`,
      [rows.map(({ task_id }) => task_id)],
    );
  }
}
