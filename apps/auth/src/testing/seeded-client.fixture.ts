import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { withAdminTools } from '../admin/admin-tools.js';
import type { ClientCredentials } from '../admin/credentials-file.js';
import type { GivenAuth } from './auth.fixture.js';
import { postForm } from './oauth-client.fixture.js';

/** The machine clients, as the set-up makes them. */
export async function givenSeededClients(auth: GivenAuth): Promise<ReadonlyMap<string, ClientCredentials>> {
  const file = path.join(os.tmpdir(), `caregate-clients-${randomUUID()}.json`);
  const all = await withAdminTools(auth.config, ({ seedClients }) => seedClients.run(file));
  await rm(file);
  return new Map(all.map((client) => [client.app_id, client]));
}

export async function machineToken(
  auth: GivenAuth,
  client: ClientCredentials | undefined,
  fields: Record<string, string> = {},
): Promise<string> {
  const { client_id = '', client_secret = '' } = client ?? {};
  const grant = { grant_type: 'client_credentials', client_id, client_secret, ...fields };
  const response = await postForm(`${auth.url}/oauth/token`, grant);
  if (response.status !== 200) throw new Error(`token: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}
