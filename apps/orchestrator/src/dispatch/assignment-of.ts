import type { TaskRow } from '../tasks/task-row.js';
import type { Assignment } from './local-agents.js';

/** What the agent is told of its task. */
export function assignmentOf(row: TaskRow, leaseSeconds: number): Assignment {
  const { task_id: taskId, assigned_agent_id, task_type: taskType, parameters, deadline, attempt } = row;
  return {
    taskId,
    agentId: assigned_agent_id ?? '',
    taskType,
    parameters,
    attempt,
    attemptToken: row.attempt_token ?? '',
    leaseSeconds,
    ...(deadline !== null && { deadline: deadline.toISOString() }),
    ...(row.pipeline_id !== null && { pipelineId: row.pipeline_id }),
    ...(row.stage !== null && { stage: row.stage }),
  };
}
