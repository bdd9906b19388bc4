import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clientToken, freePorts, silentProgress, startStack, type RoomName, type RunningStack } from '@caregate/dev';

const recordRooms: readonly RoomName[] = ['sandbox', 'auth', 'ehr-mcp'];

/** Runs work against these rooms of the stack, as `npm start` brings them up, in a temporary folder. */
export async function withStack<T>(
  work: (stack: RunningStack) => Promise<T>,
  rooms: readonly RoomName[] = recordRooms,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-bench-'));
  try {
    const stack = await startStack({
      folder,
      ports: await freePorts(),
      progress: silentProgress,
      rooms,
      fast: true,
    });
    try {
      return await work(stack);
    } finally {
      await stack.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A token of the assistant's own client: every patient, read and write. */
export function assistantToken(stack: RunningStack): Promise<string> {
  return clientToken(stack, 'copilot-studio');
}
