import { z } from 'zod';
import { seededClients } from './database/seeded-clients.js';
import type { RunningStack } from './stack.js';
import { StartRefused } from './words/start-refused.error.js';

const tokenAnswer = z.looseObject({ access_token: z.string() });

export interface ClientTokenOptions {
  readonly scope?: string | undefined;
  /** The health record by default. */
  readonly resource?: string;
}

/** A token for a seeded machine client, by its application (RFC 6749 §4.4). */
export async function clientToken(
  stack: Pick<RunningStack, 'folder' | 'addresses'>,
  appId: string,
  { scope, resource = stack.addresses.ehrMcp }: ClientTokenOptions = {},
): Promise<string> {
  const seeded = seededClients(stack.folder);
  const client = seeded.find((each) => each.app_id === appId);
  if (client === undefined)
    throw new StartRefused(
      `"${appId}" is not among the seeded clients.`,
      `There are: ${seeded.map(({ app_id: id }) => id).join(', ')}.`,
    );
  // §2.3.1; what the seed makes needs no encoding.
  const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64');
  const response = await fetch(stack.addresses.token, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      resource,
      ...(scope === undefined ? {} : { scope }),
    }),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`the token endpoint answered ${response.status} ${JSON.stringify(body)}`);
  return tokenAnswer.parse(body).access_token;
}
