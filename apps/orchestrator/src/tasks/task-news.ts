import type { TaskStatus } from '@caregate/core-contracts';
import type { Ticket } from '../engine/task-engine.port.js';
import type { Moment, News } from '../work/work.js';
import type { TaskRow } from './task-row.js';

type Told = Pick<
  TaskRow,
  'task_id' | 'pipeline_id' | 'stage' | 'status' | 'attempt' | 'assigned_agent_id' | 'created_by'
>;

/** How far an attempt is; whatever follows an end is another attempt. */
const STEPS: Readonly<Record<TaskStatus, number>> = {
  pending: 0,
  queued: 1,
  assigned: 2,
  running: 3,
  completed: 4,
  failed: 4,
  cancelled: 4,
  timeout: 4,
};

/** Ids and states only: results are asked for by who may read them. */
export function taskNews(row: Told): News {
  const { task_id: taskId, pipeline_id: pipelineId, stage, status, assigned_agent_id: agentId } = row;
  const payload = { taskId, pipelineId, stage, status, agentId };
  return { rooms: roomsOf(row), event: 'task:status', payload, moment: momentOf(row) };
}

export function momentOf({ task_id: taskId, attempt, status }: Pick<Told, 'task_id' | 'attempt' | 'status'>): Moment {
  return { taskId, step: attempt * 10 + STEPS[status] };
}

export function roomsOf({
  task_id,
  pipeline_id,
  created_by,
}: Pick<Told, 'task_id' | 'pipeline_id' | 'created_by'>): string[] {
  const own = [`task:${task_id}`, `mine:${created_by}`, 'tasks'];
  return pipeline_id === null ? own : [...own, `pipeline:${pipeline_id}`];
}

export function ticketOf(
  row: Pick<TaskRow, 'task_id' | 'attempt' | 'task_type' | 'priority'>,
  delayMilliseconds = 0,
): Ticket {
  const { task_id: taskId, attempt, task_type: queue, priority } = row;
  return { taskId, attempt, queue, priority, delayMilliseconds };
}

/** The room of the agent itself, where its work arrives; whoever watches an agent is in `agent:<id>`. */
export function handsOf(agentId: string): string {
  return `hands:${agentId}`;
}
