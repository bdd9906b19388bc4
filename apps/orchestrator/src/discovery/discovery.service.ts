import type { DiscoveredServices, DiscoveryQuery } from '@caregate/core-contracts';
import { agentOf, healthOf } from '../agents/agent-row.js';
import type { AgentsRepository } from '../agents/agents.repository.js';

export interface ServiceAddresses {
  readonly rest: string;
  readonly websocket: string | null;
}

export class DiscoveryService {
  constructor(
    private readonly agents: AgentsRepository,
    private readonly addresses: ServiceAddresses,
  ) {}

  async findAgents(query: DiscoveryQuery) {
    const rows = await this.agents.discover(query);
    return {
      agents: rows.map(agentOf).map((agent) => ({
        agent_id: agent.agent_id,
        type: agent.type,
        capabilities: agent.capabilities,
        status: agent.status,
        health: agent.health,
        current_tasks: agent.current_tasks,
        max_concurrent_tasks: agent.max_concurrent_tasks,
      })),
    };
  }

  /** Our own doors, and what the agents offer together. */
  async findServices(): Promise<DiscoveredServices> {
    const { rows } = await this.agents.list({ limit: 1_000, offset: 0 });
    const names = [...new Set(rows.flatMap(({ capabilities }) => capabilities))].sort();
    const capabilities = names.map((name) => {
      const able = rows.filter((row) => row.capabilities.includes(name));
      const healthy = able.filter((row) => healthOf(row) === 'healthy').length;
      const status = healthy > 0 ? ('healthy' as const) : ('unhealthy' as const);
      return { name, type: 'capability' as const, url: null, status, agents: { total: able.length, healthy } };
    });
    const { rest, websocket } = this.addresses;
    return {
      services: [
        { name: 'orchestrator', type: 'rest', url: rest, status: 'healthy' },
        { name: 'orchestrator-events', type: 'websocket', url: websocket, status: 'healthy' },
        ...capabilities,
      ],
    };
  }
}
