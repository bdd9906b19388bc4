import { z } from 'zod';
import { healthStatus } from '../health.js';
import { agentHealth, agentStatus } from './agent.js';
import { capability } from './parts.js';

/** `GET /api/v1/discovery/agents` */
export const discoveryQuery = z.strictObject({ capability: capability.optional(), health: agentHealth.optional() });

/** `GET /api/v1/discovery/agents`: who could take work now. */
export const discoveredAgents = z.strictObject({
  agents: z.array(
    z.strictObject({
      agent_id: z.string(),
      type: z.string(),
      capabilities: z.array(z.string()),
      status: agentStatus,
      health: agentHealth,
      current_tasks: z.int(),
      max_concurrent_tasks: z.int(),
    }),
  ),
});

/** `GET /api/v1/discovery/services` */
export const discoveredServices = z.strictObject({
  services: z.array(
    z.strictObject({
      name: z.string(),
      type: z.enum(['rest', 'websocket', 'capability']),
      url: z.string().nullable(),
      status: healthStatus,
      /** For a capability: how many agents have it, and how many of them are healthy. */
      agents: z.strictObject({ total: z.int(), healthy: z.int() }).optional(),
    }),
  ),
});

export type DiscoveryQuery = z.output<typeof discoveryQuery>;
export type DiscoveredServices = z.output<typeof discoveredServices>;
