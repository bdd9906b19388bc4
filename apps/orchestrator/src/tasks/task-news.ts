import type { Ticket } from '../engine/task-engine.port.js';
import type { News } from '../work/work.js';
import type { TaskRow } from './task-row.js';

type Told = Pick<TaskRow, 'task_id' | 'pipeline_id' | 'stage' | 'status' | 'assigned_agent_id' | 'created_by'>;

/** Ids and states only: results are asked for by who may read them. */
export function taskNews(row: Told): News {
  const { task_id: taskId, pipeline_id: pipelineId, stage, status, assigned_agent_id: agentId } = row;
  return { rooms: roomsOf(row), event: 'task:status', payload: { taskId, pipelineId, stage, status, agentId } };
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
