import { z } from 'zod';

const tokenAnswer = z.looseObject({ access_token: z.string() });

export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The orchestrator (RFC 8707). */
  readonly resource: string;
  readonly scope: string;
}

/** An access token for a program that acts for itself (RFC 6749 §4.4). */
export async function clientToken({
  tokenUrl,
  clientId,
  clientSecret,
  resource,
  scope,
}: ClientCredentials): Promise<string> {
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
  const response = await fetch(tokenUrl, {
    method: 'POST',
    redirect: 'error',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource, scope }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`The token endpoint answered ${response.status}.`);
  return tokenAnswer.parse(await response.json()).access_token;
}
