import { z } from 'zod';
import { line } from '../line.js';
import { capability, facts, identifier, instant, pagination } from './parts.js';

export const agentStatus = z.enum(['active', 'inactive', 'busy', 'error']);

/** Whether it answers: heard of lately, late in acknowledging, silent, or never heard of. */
export const agentHealth = z.enum(['unknown', 'healthy', 'suspect', 'offline']);

/** Without a name and password, which whoever may read of agents would read too (RFC 9110 §4.2.4). */
const address = z
  .url({ protocol: /^https?$/u })
  .max(2_000)
  .refine((text) => !/^https?:\/*[^/?#]*@/iu.test(text.replaceAll('\\', '/')), 'must hold no name or password');

/** `POST /api/v1/agents/register` */
export const registerAgent = z.strictObject({
  agent_id: identifier,
  name: line(1, 200),
  /** `bias-detector`, `emotion-analyzer`, `therapist`, or another kind of agent. */
  type: identifier,
  capabilities: z.array(capability).min(1).max(20),
  version: z.string().max(50).optional(),
  endpoint_url: address.optional(),
  health_check_url: address.optional(),
  /** Tasks that it works on at once. */
  max_concurrent_tasks: z.int().min(1).max(10).default(1),
  metadata: facts.default({}),
});

export const registeredAgent = z.strictObject({
  agent_id: z.string(),
  status: agentStatus,
  registered_at: instant,
  /** Shown this once. */
  auth_token: z.string(),
});

/** `PUT /api/v1/agents/{agent_id}` */
export const updateAgent = z
  .strictObject({
    name: line(1, 200),
    capabilities: z.array(capability).min(1).max(20),
    version: z.string().max(50),
    endpoint_url: address,
    health_check_url: address,
    max_concurrent_tasks: z.int().min(1).max(10),
    metadata: facts,
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'must change something');

export const updatedAgent = z.strictObject({ agent_id: z.string(), updated_at: instant });

export const agent = z.strictObject({
  agent_id: z.string(),
  name: z.string(),
  type: z.string(),
  capabilities: z.array(z.string()),
  status: agentStatus,
  health: agentHealth,
  version: z.string().nullable(),
  endpoint_url: z.string().nullable(),
  health_check_url: z.string().nullable(),
  max_concurrent_tasks: z.int(),
  current_tasks: z.int(),
  metadata: facts,
  registered_at: instant,
  updated_at: instant,
  last_heartbeat: instant.nullable(),
});

/** `GET /api/v1/agents`; a dash before the name sorts from the end. */
export const agentQuery = z.strictObject({
  status: agentStatus.optional(),
  type: identifier.optional(),
  capability: capability.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
  offset: z.coerce.number().int().min(0).default(0),
  sort: z.enum(['registered_at', '-registered_at', 'name', '-name', 'last_heartbeat', '-last_heartbeat']).optional(),
});

export const agentList = z.strictObject({ agents: z.array(agent), pagination });

/** `POST /api/v1/agents/{agent_id}/heartbeat` */
export const agentHeartbeat = z
  .strictObject({
    status: agentStatus.default('active'),
    /** Ids of the tasks in its hands; their leases are prolonged. */
    current_tasks: z.array(z.string()).max(100).default([]),
    system_metrics: facts.default({}),
  })
  .prefault({});

/** When the next one is expected. */
export const heartbeatAnswer = z.strictObject({ status: z.literal('acknowledged'), next_heartbeat: instant });

export type Agent = z.output<typeof agent>;
export type AgentStatus = z.output<typeof agentStatus>;
export type AgentHealth = z.output<typeof agentHealth>;
export type RegisterAgent = z.output<typeof registerAgent>;
export type UpdateAgent = z.output<typeof updateAgent>;
export type AgentQuery = z.output<typeof agentQuery>;
export type AgentHeartbeat = z.output<typeof agentHeartbeat>;
