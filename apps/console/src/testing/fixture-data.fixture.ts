import {
  agentTask,
  type AccountGrant,
  type Agent,
  type AgentTask,
  type AuditEntry,
  type PipelineList,
  type User,
} from '@caregate/core-contracts';

const at = '2026-11-21T09:30:00.000Z';
const agentId = 'bias-detector-1';
const pipelineId = '7d6f5a50-93e5-4f0c-8a3b-0a8f1f9c0001';

const common = {
  role_pinned: false,
  hpcsa_number: null,
  active: true,
  invited: false,
  language_preference: 'en-ZA',
  created_at: at,
  last_login: at,
};

export function peopleOf(): User[] {
  const named: [string, string, User['role']][] = [
    ['Nomsa Dlamini', 'admin@hospital.example', 'admin'],
    ['Dr. Sarah Smith', 'sarah.smith@hospital.example', 'doctor'],
    ['Thabo Mokoena', 'thabo@hospital.example', 'radiologist'],
    ['<img src=x onerror=alert(1)>', 'odd@hospital.example', 'typist'],
  ];
  return named.map(([name, email, role], index) => ({
    ...common,
    role_pinned: index === 2,
    hpcsa_number: index === 1 ? 'MP0123456' : null,
    id: uuid(index + 1),
    name,
    email,
    role,
  }));
}

/** Enough for a second page. */
export function nursesOf(): User[] {
  return Array.from({ length: 24 }, (_, index) => ({
    ...common,
    id: uuid(index + 100),
    name: `Nurse ${String(index + 1).padStart(2, '0')}`,
    email: `nurse${index + 1}@hospital.example`,
    role: 'nurse' as const,
  }));
}

export function grantsOf(): AccountGrant[] {
  return [
    {
      id: 'grant-1',
      client_id: 'client_reader',
      client_name: 'Ward assistant',
      redirect_host: 'assistant.example',
      resource: 'https://care.example/ehr/mcp',
      resource_title: 'Health record',
      scopes: ['read:patients', 'read:vitals'],
      granted_at: at,
    },
  ];
}

/** Newest first, as the trail is read. */
export function entriesOf(): AuditEntry[] {
  return Array.from({ length: 60 }, (_, index): AuditEntry => {
    const refused = index % 5 === 4;
    return {
      v: 1,
      id: uuid(9000 - index),
      event: refused ? 'login.refused' : 'patient.read',
      recordedAt: new Date(Date.parse(at) - index * 61_000).toISOString(),
      outcome: refused ? 'refused' : 'success',
      actor: refused
        ? { kind: 'anonymous', subject: '', address: '192.0.2.7' }
        : { kind: 'user', subject: uuid(2), role: 'doctor', clientId: 'caregate-browser' },
      ...(refused ? { decision: 'login.state.refused' } : { patientId: uuid(500), permission: 'patient:read' }),
      source: refused ? 'auth' : 'ehr-mcp',
      transport: 'http',
      requestId: `r-${index}`,
      detail: { handler: '<script>alert(1)</script>' },
    };
  });
}

export const agents: Agent[] = [
  {
    agent_id: agentId,
    name: 'Bias detector',
    type: 'bias-detector',
    capabilities: ['bias_detection'],
    status: 'busy',
    health: 'healthy',
    version: '1.0.0',
    endpoint_url: null,
    health_check_url: null,
    max_concurrent_tasks: 4,
    current_tasks: 1,
    metadata: {},
    registered_at: at,
    updated_at: at,
    last_heartbeat: at,
  },
];

export function tasksOf(): AgentTask[] {
  return [taskOf({})];
}

export function taskOf(more: Partial<AgentTask>): AgentTask {
  return agentTask.parse({
    task_id: uuid(700),
    pipeline_id: pipelineId,
    stage: 3,
    task_type: 'bias_detection',
    status: 'running',
    assigned_agent_id: agentId,
    parameters: {},
    result: null,
    error: null,
    progress: 0.4,
    retry_count: 0,
    max_retries: 3,
    priority: 5,
    deadline: null,
    dependencies: [],
    created_by: uuid(2),
    created_at: at,
    updated_at: at,
    started_at: at,
    completed_at: null,
    ...more,
  });
}

const stageNames = ['ingestion', 'standardization', 'validation', 'processing', 'quality_assessment', 'export'];

export function pipelinesOf(): PipelineList['pipelines'] {
  return [
    {
      pipeline_id: pipelineId,
      name: 'Radiology report check',
      description: null,
      template: 'six-stages',
      execution_mode: 'automatic',
      status: 'running',
      stages: stageNames.map((name, index) => ({
        stage: index + 1,
        name,
        task_type: 'bias_detection',
        status: index < 2 ? 'completed' : index === 2 ? 'running' : 'pending',
        tasks: [],
        dependencies: index === 0 ? [] : [index],
        progress: index < 2 ? 1 : 0,
        started_at: index < 3 ? at : null,
        completed_at: index < 2 ? at : null,
      })),
      metadata: {},
      tags: [],
      created_by: uuid(2),
      created_at: at,
      started_at: at,
      completed_at: null,
    },
  ];
}

/** Ids that sort as their numbers do. */
export function uuid(number: number): string {
  return `0190a000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}
