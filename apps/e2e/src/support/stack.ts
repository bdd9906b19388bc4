import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts, seededClients, silentProgress, startStack, type RunningStack } from '@caregate/dev';
import { redisForTests } from '@caregate/testing';
import { z } from 'zod';

export interface SpecStack extends RunningStack {
  /** A token of a seeded machine client, by its application. */
  tokenOf(appId: string, scope?: string): Promise<string>;
  /** Logs of all apps, as they are in the files now. */
  end(): Promise<void>;
}

/** The whole system of one spec file, in a folder of its own. */
export async function specStack(options: { readonly redis?: boolean } = {}): Promise<SpecStack> {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-e2e-'));
  const redis = options.redis === true ? await redisForTests() : undefined;
  const stack = await startStack({
    folder,
    ports: await freePorts(),
    progress: silentProgress,
    redisUrl: redis?.url,
  });
  return {
    ...stack,
    tokenOf: (appId, scope) => clientToken(stack, appId, scope),
    end: async () => {
      await stack.stop();
      await redis?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const tokenAnswer = z.looseObject({ access_token: z.string() });

async function clientToken(stack: RunningStack, appId: string, scope?: string): Promise<string> {
  const client = seededClients(stack.folder).find((each) => each.app_id === appId);
  const response = await fetch(stack.addresses.token, {
    method: 'POST',
    headers: { authorization: basic(client?.client_id, client?.client_secret) },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      resource: stack.addresses.ehrMcp,
      ...(scope === undefined ? {} : { scope }),
    }),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`token endpoint: ${response.status} ${JSON.stringify(body)}`);
  return tokenAnswer.parse(body).access_token;
}

/** RFC 6749 §2.3.1; what the seed makes needs no encoding. */
function basic(id = '', secret = ''): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}
