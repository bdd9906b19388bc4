import type { Logger } from '@caregate/kit-http';
import { startServiceCore, type ServiceCore } from '@caregate/kit-service';
import { CallerVerifier } from '../access/caller-verifier.js';
import { AgentsRepository } from '../agents/agents.repository.js';
import type { OrchestratorConfig } from '../config.js';

/** The database, and who may come in: people and clients by token, agents by their key as well. */
export interface OrchestratorDoors extends ServiceCore {
  readonly verifier: CallerVerifier;
  readonly agents: AgentsRepository;
}

export async function openDoors(config: OrchestratorConfig, logger: Logger): Promise<OrchestratorDoors> {
  const core = await startServiceCore({
    name: 'orchestrator',
    settings: config,
    logger,
    relations: 'none',
    watchApart: true,
  });
  const agents = new AgentsRepository(core.dataSource);
  const tokens = core.verifierFor(config.PUBLIC_URL.replace(/\/$/, ''));
  return { ...core, agents, verifier: new CallerVerifier(tokens, agents) };
}
