import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { RequestContext } from '@caregate/kit-http';
import type { PipelineChanges } from '../pipelines/pipeline-changes.js';
import { auditEntryOf } from '../work/audit-entry.js';
import type { Outcome } from '../work/together.js';
import type { Work } from '../work/work.js';
import { taskNews, ticketOf } from './task-news.js';
import type { TaskRow } from './task-row.js';

/** Who delivers a result, and for which attempt. */
export interface Delivery {
  readonly caller: Caller;
  readonly taskId: string;
  /** Of older agents, which know of no attempts, the one that they have in hand is meant. */
  readonly attemptToken: string | undefined;
  readonly context: RequestContext;
}

export interface Completion extends Delivery {
  readonly result: unknown;
}

export type CompletedRow = Pick<
  TaskRow,
  | 'task_id'
  | 'pipeline_id'
  | 'stage'
  | 'status'
  | 'attempt'
  | 'assigned_agent_id'
  | 'attempt_token'
  | 'created_by'
  | 'completed_at'
>;

/** The fence: only the agent that has the task now, only for the attempt that it was given, and only once. */
export async function completeIn(
  work: Work,
  completions: readonly Completion[],
  pipelines: PipelineChanges,
): Promise<Outcome<CompletedRow>[]> {
  const rows = await work.rows<CompletedRow>(
    `with t as (
       update orchestrator.task as t
          set status = 'completed', result = g.result, error = null, progress = 1, completed_at = now(),
              lease_expires_at = null
         from unnest($1::uuid[], $2::text[], $3::uuid[], $4::jsonb[]) as g (task_id, agent_id, token, result)
        where t.task_id = g.task_id and t.assigned_agent_id = g.agent_id
          and t.attempt_token = coalesce(g.token, t.attempt_token) and t.status in ('assigned', 'running')
       returning t.task_id, t.pipeline_id, t.stage, t.status, t.attempt, t.assigned_agent_id, t.attempt_token,
         t.created_by, t.completed_at),
     a as (
       update orchestrator.task_attempt set ended_at = now(), outcome = 'completed'
        where attempt_token in (select attempt_token from t))
     select * from t`,
    [
      completions.map(({ taskId }) => taskId),
      completions.map(({ caller }) => caller.subject),
      completions.map(({ attemptToken }) => attemptToken ?? null),
      completions.map(({ result }) => JSON.stringify(result ?? null)),
    ],
  );
  const completed = new Map(rows.map((row) => [row.task_id, row]));
  const outcomes: Outcome<CompletedRow>[] = [];
  for (const completion of completions)
    outcomes.push(announced(work, completion, completed) ?? (await answeredBefore(work, completion)));
  await releaseDependants(work, rows);
  // In one order everywhere, so that instances that move the same pipelines on do not wait for each other in a circle.
  const staged = rows.filter(({ pipeline_id }) => pipeline_id !== null);
  for (const row of staged.sort((a, b) => compare(a.pipeline_id, b.pipeline_id))) await pipelines.taskEnded(work, row);
  return outcomes;
}

function announced(
  work: Work,
  { caller, taskId, attemptToken, context }: Completion,
  completed: Map<string, CompletedRow>,
): Outcome<CompletedRow> | undefined {
  const row = completed.get(taskId.toLowerCase());
  if (row?.assigned_agent_id !== caller.subject || row.attempt_token !== (attemptToken ?? row.attempt_token))
    return undefined;
  completed.delete(row.task_id);
  const entity = { type: 'Task', id: row.task_id } as const;
  work.entries.push(auditEntryOf({ event: 'task.completed', caller, entity, context }));
  work.news.push(taskNews(row));
  return { status: 'fulfilled', value: row };
}

/** An agent that has not heard our answer sends the same again, and gets it; any other result comes too late. */
async function answeredBefore(
  work: Work,
  { caller, taskId, attemptToken, result }: Completion,
): Promise<Outcome<CompletedRow>> {
  const row = await work.row<CompletedRow>(
    `select task_id, pipeline_id, stage, status, attempt, assigned_agent_id, attempt_token, created_by, completed_at
       from orchestrator.task
      where task_id = $1 and assigned_agent_id = $2 and attempt_token = coalesce($3, attempt_token)
        and status = 'completed' and result = $4::jsonb`,
    [taskId, caller.subject, attemptToken ?? null, JSON.stringify(result ?? null)],
  );
  if (row !== undefined) return { status: 'fulfilled', value: row };
  return { status: 'rejected', reason: new DomainError('task.attempt.stale', { detail: { taskId } }) };
}

async function releaseDependants(work: Work, completed: readonly CompletedRow[]): Promise<void> {
  if (completed.length === 0) return;
  const released = await work.rows<TaskRow>(
    `with d as (
       select task_id, count(*)::int as done from orchestrator.task_dependency where depends_on = any($1) group by task_id),
     t as (
       update orchestrator.task as t
          set pending_dependencies = t.pending_dependencies - d.done, due_at = now(),
              status = case when t.pending_dependencies = d.done then 'queued' else t.status end
         from d where t.task_id = d.task_id and t.status = 'pending' returning t.*)
     select * from t where status = 'queued'`,
    [completed.map(({ task_id }) => task_id)],
  );
  for (const row of released) {
    work.tickets.push(ticketOf(row));
    work.news.push(taskNews(row));
  }
}

function compare(one: string | null, other: string | null): number {
  return (one ?? '') < (other ?? '') ? -1 : 1;
}
