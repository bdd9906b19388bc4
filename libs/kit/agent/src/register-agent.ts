import { registeredAgent, type registerAgent as registration } from '@caregate/core-contracts';
import type { z } from 'zod';
import { AgentNotRegistered } from './agent-not-registered.error.js';

export interface Registration {
  /** Of the orchestrator's REST routes. */
  readonly url: string;
  /** Of somebody who may register agents. */
  readonly accessToken: string;
  readonly agent: z.input<typeof registration>;
}

/** Registers the agent, or, where it is registered already, gets it a new token; answers the token. */
export async function registerAgent({ url, accessToken, agent }: Registration): Promise<string> {
  const agents = `${url.replace(/\/$/, '')}/api/v1/agents`;
  const first = await post(`${agents}/register`, accessToken, agent);
  const answer =
    first.status === 409 ? await post(`${agents}/${encodeURIComponent(agent.agent_id)}/token`, accessToken) : first;
  if (!answer.ok) throw new AgentNotRegistered(agent.agent_id, answer.status);
  return registeredAgent.parse(await answer.json()).auth_token;
}

function post(url: string, accessToken: string, body?: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    redirect: 'error',
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
}
