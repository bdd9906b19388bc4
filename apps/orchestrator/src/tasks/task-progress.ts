import { DomainError } from '@caregate/core-errors';
import type { Outcome } from '../work/together.js';
import type { Work } from '../work/work.js';
import { momentOf, roomsOf } from './task-news.js';
import type { TaskRow } from './task-row.js';

export interface ProgressReport {
  readonly agentId: string;
  readonly taskId: string;
  readonly attemptToken: string | undefined;
  readonly progress: number;
  readonly message?: string | undefined;
}

type Reported = Pick<
  TaskRow,
  'task_id' | 'pipeline_id' | 'stage' | 'attempt' | 'created_by' | 'attempt_token' | 'assigned_agent_id'
>;

/** Progress is told to who watches, and kept without an entry of its own: the audit trail has begin and end. */
export async function reportIn(
  work: Work,
  reports: readonly ProgressReport[],
  leaseSeconds: number,
): Promise<Outcome<void>[]> {
  // Of several about one attempt the row keeps the last.
  const last = [...new Map(reports.map((report) => [attemptOf(report), report])).values()];
  const rows = await work.rows<Reported>(
    `with t as (
       update orchestrator.task as t
          set progress = g.progress, status = 'running', lease_expires_at = now() + make_interval(secs => $5)
         from unnest($1::uuid[], $2::text[], $3::uuid[], $4::real[]) as g (task_id, agent_id, token, progress)
        where t.task_id = g.task_id and t.assigned_agent_id = g.agent_id
          and t.attempt_token = coalesce(g.token, t.attempt_token) and t.status in ('assigned', 'running')
       returning t.task_id, t.pipeline_id, t.stage, t.attempt, t.created_by, t.attempt_token, t.assigned_agent_id)
     select * from t`,
    [
      last.map(({ taskId }) => taskId),
      last.map(({ agentId }) => agentId),
      last.map(({ attemptToken }) => attemptToken ?? null),
      last.map(({ progress }) => progress),
      leaseSeconds,
    ],
  );
  const kept = new Map(rows.map((row) => [row.task_id, row]));
  return reports.map((report) => told(work, report, kept.get(report.taskId.toLowerCase())));
}

/** With the agent, since whoever reports without the token of another must not stand in for it. */
function attemptOf({ taskId, agentId, attemptToken = '' }: ProgressReport): string {
  return `${taskId} ${agentId} ${attemptToken}`;
}

function told(work: Work, report: ProgressReport, row: Reported | undefined): Outcome<void> {
  const { taskId, agentId, attemptToken, progress, message } = report;
  if (row?.assigned_agent_id !== agentId || row.attempt_token !== (attemptToken ?? row.attempt_token))
    return { status: 'rejected', reason: new DomainError('task.attempt.stale', { detail: { taskId } }) };
  const { pipeline_id: pipelineId, stage } = row;
  const said = message === undefined ? {} : { message };
  const payload = { taskId, pipelineId, stage, progress, status: 'running' as const, ...said };
  const moment = momentOf({ ...row, status: 'running' });
  work.news.push({ rooms: roomsOf(row), event: 'progress:update', payload, moment });
  return { status: 'fulfilled', value: undefined };
}
