import type { AgentTask, RetryPolicy, TaskStatus } from '@caregate/core-contracts';

export interface TaskRow {
  readonly task_id: string;
  readonly pipeline_id: string | null;
  readonly stage: number | null;
  readonly task_type: string;
  readonly parameters: Record<string, unknown>;
  readonly priority: number;
  readonly deadline: Date | null;
  readonly status: TaskStatus;
  readonly attempt: number;
  readonly retry_count: number;
  /** Of these, those after an agent was lost. */
  readonly lost_count: number;
  readonly max_retries: number;
  readonly retry: RetryPolicy | null;
  readonly assigned_agent_id: string | null;
  readonly attempt_token: string | null;
  readonly assigned_at: Date | null;
  readonly progress: number;
  readonly result: unknown;
  readonly error: string | null;
  readonly created_by: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly started_at: Date | null;
  readonly completed_at: Date | null;
  readonly dependencies?: readonly string[];
}

/** What leaves; never the token of the attempt. */
export function taskOf(row: TaskRow): AgentTask {
  const { task_id, pipeline_id, stage, task_type, status, assigned_agent_id, parameters, result, error } = row;
  const { progress, retry_count, max_retries, priority, created_by } = row;
  return {
    task_id,
    pipeline_id,
    stage,
    task_type,
    status,
    assigned_agent_id,
    parameters,
    result,
    error,
    progress,
    retry_count,
    max_retries,
    priority,
    created_by,
    deadline: textOf(row.deadline),
    dependencies: [...(row.dependencies ?? [])],
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    started_at: textOf(row.started_at),
    completed_at: textOf(row.completed_at),
  };
}

export function textOf(instant: Date | null): string | null {
  return instant === null ? null : instant.toISOString();
}
