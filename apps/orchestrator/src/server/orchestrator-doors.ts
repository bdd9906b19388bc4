import type { Logger } from '@caregate/kit-http';
import { startServiceCore, type ServiceCore } from '@caregate/kit-service';
import { ApiKeyCallers } from '../access/api-key-callers.js';
import { ApiKeyTokens } from '../access/api-key-tokens.js';
import { CallerVerifier } from '../access/caller-verifier.js';
import { AgentsRepository } from '../agents/agents.repository.js';
import type { OrchestratorConfig } from '../config.js';

/** The database, and who may come in: people and clients by token or API key, agents by a token of ours as well. */
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
  const resource = config.PUBLIC_URL.replace(/\/$/, '');
  const tokens = core.verifierFor(resource);
  const tokenUrl = config.TOKEN_URL ?? new URL('token', config.JWKS_URL).href;
  const keys = new ApiKeyCallers(tokens, new ApiKeyTokens({ tokenUrl, resource }));
  return { ...core, agents, verifier: new CallerVerifier(tokens, keys, agents) };
}
