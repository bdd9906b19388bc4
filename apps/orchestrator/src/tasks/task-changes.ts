import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { PipelineChanges } from '../pipelines/pipeline-changes.js';
import { auditEntryOf } from '../work/audit-entry.js';
import type { Work } from '../work/work.js';
import { forsake } from './forsaken-tasks.js';
import { retryDelayMilliseconds } from './retry-delay.js';
import type { Delivery } from './task-completion.js';
import { handsOf, taskNews, ticketOf } from './task-news.js';
import type { TaskRow } from './task-row.js';

const ENDED_BADLY: readonly string[] = ['failed', 'timeout', 'cancelled'];
/** Agents that a task may take along. */
const LOST_MAX = 5;
const HELD = `status in ('assigned', 'running')`;

/** How tasks go wrong, and begin anew, inside a transaction of the caller's. */
export class TaskChanges {
  constructor(private readonly pipelines: PipelineChanges) {}

  async fail(work: Work, delivery: Delivery, { error, errorCode, retryable }: Failure): Promise<TaskRow> {
    const { caller, taskId, attemptToken } = delivery;
    const held = await work.row<TaskRow>(
      `select * from orchestrator.task
        where task_id = $1 and assigned_agent_id = $2 and attempt_token = coalesce($3, attempt_token) and ${HELD}
          for update`,
      [taskId, caller.subject, attemptToken ?? null],
    );
    if (held === undefined) throw new DomainError('task.attempt.stale', { detail: { taskId } });
    return this.giveUpAttempt(work, held, { error, retryable: retryable && mayHelp(held, errorCode), caller });
  }

  /** The attempt has failed: another follows if one is left, else the task has failed. */
  private async giveUpAttempt(work: Work, row: TaskRow, { error, retryable, caller }: GivenUp): Promise<TaskRow> {
    await endAttempt(work, row, error);
    const failures = row.retry_count - row.lost_count;
    if (!retryable || failures >= row.max_retries) return this.end(work, row, 'failed', { error, caller });
    return requeue(work, row, { delay: retryDelayMilliseconds(failures + 1, row.retry), retry: 1, error, caller });
  }

  /**
   * The agent is gone, which says little about the task: none of its retries is spent, and the first time another has it at
   * once. A task that takes one agent after the other along ends all the same.
   */
  async loseAttempt(work: Work, row: TaskRow, error: string): Promise<TaskRow> {
    await endAttempt(work, row, error);
    const lost = row.lost_count + 1;
    // Whoever wants no other try wants none at all.
    if (row.max_retries === 0) return this.end(work, row, 'failed', { error });
    if (lost >= LOST_MAX)
      return this.end(work, row, 'failed', { error: `Its agents were lost ${lost} times, the last time so: ${error}` });
    const delay = lost === 1 ? 0 : retryDelayMilliseconds(lost - 1);
    return requeue(work, row, { delay, retry: 1, lost: 1, error });
  }

  /** Of many at once. What one of them took along when it ended is over, and gets no other end. */
  async each(
    work: Work,
    rows: readonly Pick<TaskRow, 'task_id'>[],
    change: (row: TaskRow) => Promise<unknown>,
  ): Promise<void> {
    for (const { task_id } of rows) {
      const row = await work.row<TaskRow>(
        'select * from orchestrator.task where task_id = $1 and completed_at is null',
        [task_id],
      );
      if (row !== undefined) await change(row);
    }
  }

  /** A task that ends without a result takes those with it that wait for it. */
  async end(work: Work, before: TaskRow, status: 'failed' | 'cancelled' | 'timeout', why: Ended): Promise<TaskRow> {
    const { task_id } = before;
    const [row] = await work.rows<TaskRow>(
      `with t as (
         update orchestrator.task
            set status = $2, error = $3, completed_at = now(), lease_expires_at = null
          where task_id = $1 returning *)
       select * from t`,
      [task_id, status, why.error],
    );
    if (row === undefined) throw new DomainError('task.not_found');
    if (before.status === 'queued') work.spentTickets.push(ticketOf(before));
    const event = status === 'cancelled' ? 'task.cancelled' : 'task.failed';
    work.entries.push(auditEntryOf({ event, caller: why.caller, entity: entityOf(row), detail: { status } }));
    work.news.push(taskNews(row));
    if (row.assigned_agent_id !== null)
      work.news.push({
        rooms: [handsOf(row.assigned_agent_id)],
        event: 'task:cancelled',
        payload: { taskId: task_id },
      });
    await forsake(work, [task_id]);
    await this.pipelines.taskEnded(work, row);
    return row;
  }

  /** Tries once more a task that has ended badly; behind what it depends on, which may be tried once more as well. */
  async retry(work: Work, row: TaskRow, caller: Caller): Promise<TaskRow> {
    if (!ENDED_BADLY.includes(row.status)) throw new DomainError('task.transition.refused');
    const pending = await pendingDependencies(work, row);
    const again = await requeue(work, row, { delay: 0, retry: 0, error: null, caller, pending });
    await this.pipelines.taskRetried(work, again);
    return again;
  }
}

/** What the agent says of it. */
export interface Failure {
  readonly error: string;
  readonly errorCode?: string | undefined;
  readonly retryable: boolean;
}

interface Ended {
  readonly error: string | null;
  readonly caller?: Caller | undefined;
}

interface GivenUp {
  readonly error: string;
  readonly retryable: boolean;
  readonly caller: Caller;
}

/** Whoever asked for the task may have said after which failures another try is worth it. */
function mayHelp({ retry }: TaskRow, errorCode: string | undefined): boolean {
  const codes = retry?.retryable_errors;
  return codes === undefined || (errorCode !== undefined && codes.includes(errorCode));
}

function entityOf({ task_id }: TaskRow) {
  return { type: 'Task', id: task_id } as const;
}

/** How many are not completed yet. Behind one that has ended badly there is no use in waiting. */
async function pendingDependencies(work: Work, { task_id }: TaskRow): Promise<number> {
  const found = await work.rows<Pick<TaskRow, 'status'>>(
    `select t.status from orchestrator.task t join orchestrator.task_dependency d on d.depends_on = t.task_id
      where d.task_id = $1 for share of t`,
    [task_id],
  );
  if (found.some(({ status }) => ENDED_BADLY.includes(status))) throw new DomainError('task.transition.refused');
  return found.filter(({ status }) => status !== 'completed').length;
}

async function endAttempt(work: Work, { attempt_token }: TaskRow, outcome: string): Promise<void> {
  await work.rows(
    `with a as (
       update orchestrator.task_attempt set ended_at = now(), outcome = $2
        where attempt_token = $1 and ended_at is null returning 1)
     select * from a`,
    [attempt_token, outcome],
  );
}

interface Requeueing {
  readonly delay: number;
  readonly retry: 0 | 1;
  readonly lost?: 0 | 1;
  readonly error: string | null;
  readonly caller?: Caller | undefined;
  /** Tasks that it waits for. */
  readonly pending?: number;
}

async function requeue(
  work: Work,
  { task_id }: TaskRow,
  { delay, retry, lost = 0, error, caller, pending = 0 }: Requeueing,
): Promise<TaskRow> {
  const [row] = await work.rows<TaskRow>(
    `with t as (
       update orchestrator.task
          set status = case when $5::int = 0 then 'queued' else 'pending' end, pending_dependencies = $5,
              attempt = attempt + 1, retry_count = retry_count + $2, lost_count = lost_count + $6,
              error = $3, progress = 0,
              assigned_agent_id = null, attempt_token = null, assigned_at = null, lease_expires_at = null,
              completed_at = null, ticketed_at = null, due_at = now() + make_interval(secs => $4)
        where task_id = $1 returning *)
     select * from t`,
    [task_id, retry, error, delay / 1000, pending, lost],
  );
  if (row === undefined) throw new DomainError('task.not_found');
  work.entries.push(
    auditEntryOf({ event: 'task.retried', caller, entity: entityOf(row), detail: { attempt: row.attempt } }),
  );
  if (row.status === 'queued') work.tickets.push(ticketOf(row, delay));
  work.news.push(taskNews(row));
  return row;
}
