import type { MigrationInterface, QueryRunner } from 'typeorm';

const AGENTS = `
create schema orchestrator;

create table orchestrator.agent (
  agent_id text primary key,
  name text not null,
  type text not null,
  capabilities text[] not null,
  version text,
  endpoint_url text,
  health_check_url text,
  metadata jsonb not null default '{}',
  status text not null default 'inactive' check (status in ('active', 'inactive', 'busy', 'error')),
  tasks_max integer not null default 1 check (tasks_max between 1 and 10),
  token_hash bytea not null unique,
  registered_by text not null,
  registered_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_heartbeat timestamptz,
  suspect_since timestamptz
);
create index agent_by_capability on orchestrator.agent using gin (capabilities);
create index agent_at_work on orchestrator.agent (last_heartbeat) where status <> 'inactive';
`;

const PIPELINES = `
create table orchestrator.pipeline (
  pipeline_id uuid primary key default uuidv7(),
  name text not null,
  description text,
  template text,
  execution_mode text not null default 'automatic' check (execution_mode in ('automatic', 'manual')),
  status text not null default 'created' check (status in ('created', 'running', 'completed', 'failed', 'cancelled')),
  input_data jsonb not null default '{}',
  output_data jsonb,
  metadata jsonb not null default '{}',
  tags text[] not null default '{}',
  created_by text not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  completed_at timestamptz
);
create index pipeline_of_creator on orchestrator.pipeline (created_by, created_at desc);

create table orchestrator.pipeline_stage (
  pipeline_id uuid not null references orchestrator.pipeline on delete cascade,
  stage integer not null check (stage > 0),
  name text not null,
  task_type text not null,
  dependencies integer[] not null default '{}',
  pending_dependencies integer not null default 0 check (pending_dependencies >= 0),
  status text not null default 'pending' check (status in ('pending', 'running', 'completed', 'failed', 'cancelled')),
  task_id uuid,
  started_at timestamptz,
  completed_at timestamptz,
  primary key (pipeline_id, stage)
);
`;

const TASKS = `
create table orchestrator.task (
  task_id uuid primary key default uuidv7(),
  pipeline_id uuid references orchestrator.pipeline on delete cascade,
  stage integer,
  task_type text not null,
  parameters jsonb not null default '{}',
  priority integer not null default 5 check (priority between 1 and 10),
  deadline timestamptz,
  status text not null
    check (status in ('pending', 'queued', 'assigned', 'running', 'completed', 'failed', 'cancelled', 'timeout')),
  pending_dependencies integer not null default 0 check (pending_dependencies >= 0),
  attempt integer not null default 1,
  retry_count integer not null default 0,
  max_retries integer not null default 3 check (max_retries between 0 and 10),
  assigned_agent_id text,
  attempt_token uuid,
  assigned_at timestamptz,
  lease_expires_at timestamptz,
  progress real not null default 0 check (progress between 0 and 1),
  result jsonb,
  error text,
  due_at timestamptz not null default now(),
  ticketed_at timestamptz,
  created_by text not null,
  idempotency_key text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  started_at timestamptz,
  completed_at timestamptz,
  constraint task_is_held_by_an_agent check (
    status not in ('assigned', 'running') or num_nulls(assigned_agent_id, attempt_token, lease_expires_at) = 0
  )
);
create unique index task_once_per_key on orchestrator.task (created_by, idempotency_key)
  where idempotency_key is not null;
create index task_of_creator on orchestrator.task (created_by, created_at desc);
create index task_by_age on orchestrator.task (created_at desc);
create index task_of_pipeline on orchestrator.task (pipeline_id, stage) where pipeline_id is not null;
create index task_of_agent on orchestrator.task (assigned_agent_id) where status in ('assigned', 'running');
create index task_leased on orchestrator.task (lease_expires_at) where status in ('assigned', 'running');
create index task_waiting on orchestrator.task (due_at) where status = 'queued';
create index task_with_deadline on orchestrator.task (deadline)
  where deadline is not null and status in ('pending', 'queued', 'assigned', 'running');

create table orchestrator.task_dependency (
  task_id uuid not null references orchestrator.task on delete cascade,
  depends_on uuid not null references orchestrator.task on delete cascade,
  primary key (task_id, depends_on)
);
create index task_dependants on orchestrator.task_dependency (depends_on);

create table orchestrator.task_attempt (
  attempt_token uuid primary key,
  task_id uuid not null references orchestrator.task on delete cascade,
  attempt integer not null,
  agent_id text not null,
  assigned_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome text
);
create index attempts_of_task on orchestrator.task_attempt (task_id, attempt);
`;

/** BullMQ migrates its own tables, so their schema belongs to the role; it holds tickets, never the record of a task. */
const ENGINE = `
create schema bullmq authorization caregate_orchestrator;

create table orchestrator.socket_attachment (
  id bigint generated by default as identity primary key,
  created_at timestamptz not null default now(),
  payload bytea not null
);
create index socket_attachment_by_age on orchestrator.socket_attachment (created_at);
`;

const GRANTS = `
create trigger touch before update on orchestrator.agent for each row execute function public.touch_updated_at();
create trigger touch before update on orchestrator.task for each row execute function public.touch_updated_at();

grant usage on schema orchestrator, access, messaging, audit to caregate_orchestrator;
grant select, insert, update, delete on all tables in schema orchestrator to caregate_orchestrator;
grant select on access.relation, access.revocation, public.schema_migration to caregate_orchestrator;
grant select, insert on messaging.message to caregate_orchestrator;
grant execute on function messaging.trim(interval) to caregate_orchestrator;
grant execute on function audit.append(text), audit.append_missing(text) to caregate_orchestrator;
`;

const REVOKES = `
revoke all on schema access, messaging, audit from caregate_orchestrator;
revoke all on access.relation, access.revocation, public.schema_migration from caregate_orchestrator;
revoke all on messaging.message from caregate_orchestrator;
revoke all on function messaging.trim(interval) from caregate_orchestrator;
revoke all on function audit.append(text), audit.append_missing(text) from caregate_orchestrator;
drop schema bullmq cascade;
drop schema orchestrator cascade;
`;

/** Agents, their tasks, and pipelines of tasks. */
export class OrchestratorSchema1795264950000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [AGENTS, PIPELINES, TASKS, ENGINE, GRANTS]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REVOKES);
  }
}
