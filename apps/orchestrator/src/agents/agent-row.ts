import type { Agent, AgentHealth, AgentStatus } from '@caregate/core-contracts';
import { textOf } from '../tasks/task-row.js';

export interface AgentRow {
  readonly agent_id: string;
  readonly name: string;
  readonly type: string;
  readonly capabilities: string[];
  readonly version: string | null;
  readonly endpoint_url: string | null;
  readonly health_check_url: string | null;
  readonly metadata: Record<string, unknown>;
  readonly status: AgentStatus;
  readonly tasks_max: number;
  readonly registered_by: string;
  readonly registered_at: Date;
  readonly updated_at: Date;
  readonly last_heartbeat: Date | null;
  readonly suspect_since: Date | null;
  readonly current_tasks: number;
}

export function agentOf(row: AgentRow): Agent {
  const { agent_id, name, type, capabilities, status, version, endpoint_url, health_check_url, metadata } = row;
  return {
    agent_id,
    name,
    type,
    capabilities,
    status,
    health: healthOf(row),
    version,
    endpoint_url,
    health_check_url,
    max_concurrent_tasks: row.tasks_max,
    current_tasks: row.current_tasks,
    metadata,
    registered_at: row.registered_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    last_heartbeat: textOf(row.last_heartbeat),
  };
}

/** Heartbeats are half of it: one that beats but acknowledges nothing is suspect. */
export function healthOf({ status, last_heartbeat, suspect_since }: AgentRow): AgentHealth {
  if (last_heartbeat === null) return 'unknown';
  if (status === 'inactive') return 'offline';
  return suspect_since === null && status !== 'error' ? 'healthy' : 'suspect';
}
