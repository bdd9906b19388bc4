import { z } from 'zod';
import type { AgentLogger } from './agent-options.js';
import { post } from './post.js';

const tokenAnswer = z.looseObject({ access_token: z.string() });

export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The orchestrator (RFC 8707). */
  readonly resource: string;
  readonly scope: string;
  /** Told when the token endpoint wants us to come again later. */
  readonly logger?: AgentLogger;
}

/** An access token for a program that acts for itself (RFC 6749 §4.4). */
export async function clientToken({
  tokenUrl,
  clientId,
  clientSecret,
  resource,
  scope,
  logger,
}: ClientCredentials): Promise<string> {
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ grant_type: 'client_credentials', resource, scope });
  const response = await post(tokenUrl, { headers, body }, logger);
  if (!response.ok) throw new Error(`The token endpoint answered ${response.status}.`);
  return tokenAnswer.parse(await response.json()).access_token;
}
