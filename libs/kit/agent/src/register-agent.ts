import { registeredAgent, type registerAgent as registration } from '@caregate/core-contracts';
import type { z } from 'zod';
import type { AgentLogger } from './agent-options.js';
import { AgentNotRegistered } from './agent-not-registered.error.js';
import { post } from './post.js';

export interface Registration {
  /** Of the orchestrator's REST routes. */
  readonly url: string;
  /** Of somebody who may register agents. */
  readonly accessToken: string;
  readonly agent: z.input<typeof registration>;
  /** Told when the orchestrator wants us to come again later. */
  readonly logger?: AgentLogger;
}

/** Registers the agent, or, where it is registered already, gets it a new token; answers the token. */
export async function registerAgent({ url, accessToken, agent, logger }: Registration): Promise<string> {
  const agents = `${url.replace(/\/$/, '')}/api/v1/agents`;
  const headers = { authorization: `Bearer ${accessToken}` };
  const registering = { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(agent) };
  const first = await post(`${agents}/register`, registering, logger);
  const token = `${agents}/${encodeURIComponent(agent.agent_id)}/token`;
  const answer = first.status === 409 ? await post(token, { headers }, logger) : first;
  if (!answer.ok) throw new AgentNotRegistered(agent.agent_id, answer.status);
  return registeredAgent.parse(await answer.json()).auth_token;
}
