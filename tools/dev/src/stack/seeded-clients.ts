import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { StateFolder } from './state-folder.js';

/** One entry of `oauth_clients_credentials.json`, as clients of the older EHR server read it. */
const seededClient = z.looseObject({
  app_id: z.string(),
  app_name: z.string(),
  client_id: z.string(),
  client_secret: z.string(),
  role: z.string(),
  scopes: z.array(z.string()),
});

export type SeededClient = z.output<typeof seededClient>;

export const credentialsFile = 'oauth_clients_credentials.json';

export function seededClients(folder: StateFolder): readonly SeededClient[] {
  return z.array(seededClient).parse(JSON.parse(readFileSync(folder.file(credentialsFile), 'utf8')));
}
