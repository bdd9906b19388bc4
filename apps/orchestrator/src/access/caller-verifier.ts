import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { TokenChecker } from '@caregate/kit-http';
import type { AgentsRepository } from '../agents/agents.repository.js';
import { isApiKey } from './api-key.js';
import { hashOf, isAgentToken, sameHash } from './agent-token.js';

const NEVER_SECONDS = 253_402_300_799;

/**
 * Three kinds of credential: access tokens of the authorization server, API keys of the machine clients that it knows, and
 * the tokens that agents got here.
 */
export class CallerVerifier implements TokenChecker {
  constructor(
    private readonly tokens: TokenChecker,
    private readonly keys: TokenChecker,
    private readonly agents: Pick<AgentsRepository, 'byTokenHash'>,
  ) {}

  /** An agent's token is looked up each time, so that a removed agent is out at once. */
  peek(token: string): Caller | undefined {
    if (isAgentToken(token)) return undefined;
    return isApiKey(token) ? this.keys.peek(token) : this.tokens.peek(token);
  }

  async verify(token: string): Promise<Caller> {
    if (isApiKey(token)) return this.keys.verify(token);
    if (!isAgentToken(token)) return this.tokens.verify(token);
    const hash = hashOf(token);
    const found = await this.agents.byTokenHash(hash);
    if (found === undefined || !sameHash(found.tokenHash, hash)) throw new DomainError('agent.token.invalid');
    return callerOf(found);
  }
}

function callerOf({ agentId, registeredAt }: { agentId: string; registeredAt: Date }): Caller {
  return {
    kind: 'agent',
    subject: agentId,
    clientId: agentId,
    role: 'worker',
    scopes: ['read:agents', 'write:agents', 'read:tasks', 'write:tasks', 'read:pipelines'],
    tokenId: `agent:${agentId}`,
    issuedAtSeconds: Math.floor(registeredAt.getTime() / 1000),
    expiresAtSeconds: NEVER_SECONDS,
  };
}
