import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts, seededClients, silentProgress, startStack, type RunningStack } from '@caregate/dev';
import { z } from 'zod';

/** Runs work against the whole stack, as `npm start` brings it up, in a temporary folder. */
export async function withStack<T>(work: (stack: RunningStack) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-bench-'));
  try {
    const stack = await startStack({ folder, ports: await freePorts(), progress: silentProgress });
    try {
      return await work(stack);
    } finally {
      await stack.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A token of the health record for the assistant's own client: every patient, read and write. */
export async function assistantToken(stack: RunningStack): Promise<string> {
  const client = seededClients(stack.folder).find(({ app_id: appId }) => appId === 'copilot-studio');
  if (client === undefined) throw new Error('copilot-studio is not among the seeded clients');
  const response = await fetch(stack.addresses.token, {
    method: 'POST',
    headers: { authorization: basic(client.client_id, client.client_secret) },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      resource: stack.addresses.ehrMcp,
    }),
  });
  if (!response.ok) throw new Error(`the token endpoint answered ${response.status}`);
  return z.looseObject({ access_token: z.string() }).parse(await response.json()).access_token;
}

/** RFC 6749 §2.3.1; what the seed makes needs no encoding. */
function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}
