import type { CreateTask } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { RequestContext } from '@caregate/kit-http';
import { auditEntryOf } from '../work/audit-entry.js';
import type { Outcome } from '../work/together.js';
import type { Work } from '../work/work.js';
import { taskNews, ticketOf } from './task-news.js';
import type { TaskRow } from './task-row.js';

export type NewTask = Omit<CreateTask, 'idempotency_key'> & { readonly idempotency_key?: string | undefined };

export interface Creation {
  readonly task: NewTask;
  readonly createdBy: string;
  readonly caller?: Caller | undefined;
  readonly context?: RequestContext;
}

/** Without what callers sent, which nobody needs back. */
export type CreatedRow = Pick<
  TaskRow,
  | 'task_id'
  | 'pipeline_id'
  | 'stage'
  | 'task_type'
  | 'priority'
  | 'status'
  | 'attempt'
  | 'assigned_agent_id'
  | 'created_by'
  | 'created_at'
>;

const COLUMNS = `t.task_id, t.pipeline_id, t.stage, t.task_type, t.priority, t.status, t.attempt, t.assigned_agent_id,
  t.created_by, t.created_at`;

/** Inserts a task, due at once unless it waits for others. The same key from the same caller finds the task it made. */
export async function createTaskIn(work: Work, creation: Creation): Promise<CreatedRow> {
  const { task, createdBy } = creation;
  // Said twice, or in capitals (RFC 9562 §4), it is still one task to wait for.
  const dependencies = [...new Set(task.dependencies.map((id) => id.toLowerCase()))];
  const pending = await pendingDependencies(work, dependencies, createdBy);
  const [made] = await insert(work, [creation], pending);
  if (made === undefined) return sameAsBefore(work, creation);
  for (const dependsOn of dependencies)
    await work.rows('insert into orchestrator.task_dependency (task_id, depends_on) values ($1, $2)', [
      made.task_id,
      dependsOn,
    ]);
  return announced(work, creation, made);
}

/** Many that wait for none, with one statement. */
export async function createTasksIn(work: Work, creations: readonly Creation[]): Promise<Outcome<CreatedRow>[]> {
  const rows = await insert(work, creations, 0);
  const made = new Map(rows.map((row) => [row.nth, row]));
  const outcomes: Outcome<CreatedRow>[] = [];
  for (const [index, creation] of creations.entries()) {
    const row = made.get(index + 1);
    outcomes.push(
      row === undefined ? await settled(sameAsBefore(work, creation)) : done(announced(work, creation, row)),
    );
  }
  return outcomes;
}

function announced(work: Work, { caller, context }: Creation, made: CreatedRow): CreatedRow {
  const entity = { type: 'Task', id: made.task_id } as const;
  const detail = { taskType: made.task_type };
  work.entries.push(auditEntryOf({ event: 'task.created', caller, entity, detail, ...(context && { context }) }));
  work.news.push(taskNews(made));
  if (made.status === 'queued') work.tickets.push(ticketOf(made));
  return made;
}

/** Of those with a key that is taken, nothing comes back. */
async function insert(work: Work, creations: readonly Creation[], pending: number) {
  const column = <T>(of: (creation: Creation) => T) => creations.map(of);
  return work.rows<CreatedRow & { nth: number }>(
    `with given as materialized (
       select uuidv7() as task_id, g.*
         from unnest($1::uuid[], $2::int[], $3::text[], $4::jsonb[], $5::int[], $6::timestamptz[], $7::int[], $8::text[],
             $9::text[], $11::jsonb[]) with ordinality
           as g (pipeline_id, stage, task_type, parameters, priority, deadline, max_retries, created_by, idempotency_key, retry,
             nth)),
     t as (
       insert into orchestrator.task (task_id, pipeline_id, stage, task_type, parameters, priority, deadline, status,
         pending_dependencies, max_retries, created_by, idempotency_key, retry)
       select task_id, pipeline_id, stage, task_type, parameters, priority, deadline,
              case when $10::int = 0 then 'queued' else 'pending' end, $10::int, max_retries, created_by, idempotency_key,
              retry
         from given order by nth
       on conflict (created_by, idempotency_key) where idempotency_key is not null do nothing
       returning *)
     select ${COLUMNS}, given.nth::int as nth from t join given using (task_id)`,
    [
      column(({ task }) => task.pipeline_id ?? null),
      column(({ task }) => task.stage ?? null),
      column(({ task }) => task.task_type),
      column(({ task }) => JSON.stringify(task.parameters)),
      column(({ task }) => task.priority),
      column(({ task }) => task.deadline ?? null),
      column(({ task }) => task.max_retries),
      column(({ createdBy }) => createdBy),
      column(({ task }) => task.idempotency_key ?? null),
      pending,
      column(({ task }) => (task.retry === undefined ? null : JSON.stringify(task.retry))),
    ],
  );
}

/** Locks them, so that none is completed between being counted and being waited for. */
async function pendingDependencies(work: Work, ids: readonly string[], createdBy: string): Promise<number> {
  if (ids.length === 0) return 0;
  const found = await work.rows<{ status: string }>(
    'select status from orchestrator.task where task_id = any($1) and created_by = $2 for share',
    [ids, createdBy],
  );
  const dead = found.some(({ status }) => ['failed', 'cancelled', 'timeout'].includes(status));
  if (found.length !== ids.length || dead) throw new DomainError('task.dependency.unknown');
  return found.filter(({ status }) => status !== 'completed').length;
}

async function sameAsBefore(work: Work, { task, createdBy }: Creation): Promise<CreatedRow> {
  const before = await work.row<CreatedRow & { same: boolean }>(
    `select ${COLUMNS}, task_type = $3 and parameters = $4::jsonb as same
       from orchestrator.task t where created_by = $1 and idempotency_key = $2`,
    [createdBy, task.idempotency_key, task.task_type, JSON.stringify(task.parameters)],
  );
  if (before?.same !== true) throw new DomainError('task.idempotency.mismatch');
  return before;
}

/** A refusal is an answer to one; what went wrong with the database ends the transaction of all. */
async function settled<T>(finding: Promise<T>): Promise<Outcome<T>> {
  try {
    return done(await finding);
  } catch (reason) {
    if (!(reason instanceof DomainError)) throw reason;
    return { status: 'rejected', reason };
  }
}

function done<T>(value: T): Outcome<T> {
  return { status: 'fulfilled', value };
}
