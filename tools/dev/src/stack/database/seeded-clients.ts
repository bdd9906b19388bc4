import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseKept } from '../folder/parse-kept.js';
import { readIfThere, type StateFolder } from '../folder/state-folder.js';

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
  const file = folder.file(credentialsFile);
  return parseKept(file, readFileSync(file, 'utf8'), z.array(seededClient));
}

/** Whoever brings known identifiers along may do so with less in the file than a start writes. */
export function refuseDamagedClients(folder: StateFolder): void {
  const file = folder.file(credentialsFile);
  const kept = readIfThere(file);
  if (kept !== undefined) parseKept(file, kept, z.array(z.looseObject({ app_id: z.string() })));
}
