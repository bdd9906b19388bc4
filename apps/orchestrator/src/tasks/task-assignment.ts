import type { Caller } from '@caregate/core-permissions';
import { auditEntryOf } from '../work/audit-entry.js';
import type { Work } from '../work/work.js';
import { taskNews } from './task-news.js';
import type { TaskRow } from './task-row.js';

export interface Assigning {
  readonly taskId: string;
  readonly attempt: number;
  readonly agentId: string;
  readonly caller?: Caller;
}

/** Takes due tasks for agents. `undefined`: the ticket was of yesterday. */
export async function assignIn(
  work: Work,
  assigning: readonly Assigning[],
  leaseSeconds: number,
): Promise<(TaskRow | undefined)[]> {
  const rows = await work.rows<TaskRow>(
    `with t as (
       update orchestrator.task as t
          set status = 'assigned', assigned_agent_id = g.agent_id, attempt_token = gen_random_uuid(), assigned_at = now(),
              started_at = coalesce(t.started_at, now()), lease_expires_at = now() + make_interval(secs => $4),
              undelivered = false
         from unnest($1::uuid[], $2::int[], $3::text[]) as g (task_id, attempt, agent_id)
        where t.task_id = g.task_id and t.attempt = g.attempt and t.status = 'queued' returning t.*),
     a as (
       insert into orchestrator.task_attempt (attempt_token, task_id, attempt, agent_id)
       select attempt_token, task_id, attempt, assigned_agent_id from t)
     select * from t`,
    [
      assigning.map(({ taskId }) => taskId),
      assigning.map(({ attempt }) => attempt),
      assigning.map(({ agentId }) => agentId),
      leaseSeconds,
    ],
  );
  const assigned = new Map(rows.map((row) => [row.task_id, row]));
  return assigning.map(({ taskId, agentId, caller }) => {
    const row = assigned.get(taskId);
    if (row?.assigned_agent_id !== agentId) return undefined;
    // Two tickets for one task: one of them has it.
    assigned.delete(taskId);
    const entity = { type: 'Task', id: taskId } as const;
    const detail = { agentId, attempt: row.attempt };
    work.entries.push(auditEntryOf({ event: 'task.delegated', caller, entity, detail }));
    work.news.push(taskNews(row));
    return row;
  });
}
