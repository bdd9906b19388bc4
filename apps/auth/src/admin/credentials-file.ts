import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** One application in `oauth_clients_credentials.json`, in the shape of the older EHR server. */
const storedCredentials = z.looseObject({
  app_id: z.string(),
  client_id: z.string().regex(/^[\x21-\x7e]{8,200}$/u),
  /** Absent when only a published client id is to be kept. */
  client_secret: z.string().min(32).optional(),
});

export interface ClientCredentials {
  readonly app_id: string;
  readonly app_name: string;
  readonly client_id: string;
  readonly client_secret: string;
  readonly role: string;
  readonly scopes: readonly string[];
}

export type StoredCredentials = z.output<typeof storedCredentials>;

/** What the file holds so far; nothing when there is none yet. */
export async function readCredentials(file: string): Promise<readonly StoredCredentials[]> {
  return existsSync(file) ? z.array(storedCredentials).parse(JSON.parse(await readFile(file, 'utf8'))) : [];
}

/** Replaces the file at once, readable by its owner only: a crash leaves the old one or the new one. */
export async function writeCredentials(file: string, credentials: readonly ClientCredentials[]): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(draft, file);
}
