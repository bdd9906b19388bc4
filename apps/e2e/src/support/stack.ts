import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  clientToken,
  freePorts,
  silentProgress,
  startStack,
  type RoomName,
  type RunningStack,
  type StackOptions,
} from '@caregate/dev';
import type { TestRedis } from '@caregate/testing';
import { fillSeeded } from './seeded-folder.js';

export interface SpecStack extends RunningStack {
  /** A token of a seeded machine client, by its application. */
  tokenOf(appId: string, scope?: string): Promise<string>;
  /** Stops all of it and removes its folder. */
  end(): Promise<void>;
}

export interface SpecStackOptions extends Pick<StackOptions, 'pacs' | 'authoritiesFile'> {
  /** Ends with the stack. */
  readonly redis?: TestRedis | undefined;
  /** Those that the spec walks into; all by default. */
  readonly rooms?: readonly RoomName[];
}

/** What reads of the health record need. */
export const recordRooms: readonly RoomName[] = ['sandbox', 'auth', 'ehr-mcp'];

/** The system of one spec file, in a folder of its own. */
export async function specStack(options: SpecStackOptions = {}): Promise<SpecStack> {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-e2e-'));
  await fillSeeded(folder);
  const { redis, ...others } = options;
  const stack = await startStack({
    ...others,
    folder,
    ports: await freePorts(),
    progress: silentProgress,
    redisUrl: redis?.url,
  });
  return {
    ...stack,
    tokenOf: (appId, scope) => clientToken(stack, appId, { scope }),
    end: async () => {
      await stack.stop();
      await redis?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
