import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/**
 * Runs work beside `peers/<name>.peer.js`, at the port that it tells by IPC. It is a process of its own, so that it has a
 * core of its own, as ours has, and it ends with the work.
 */
export async function withPeer<T>(
  name: string,
  work: (port: number) => Promise<T>,
  args: readonly string[] = [],
): Promise<T> {
  const entry = path.resolve(import.meta.dirname, `../peers/${name}.peer.js`);
  const child = fork(entry, [...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [port] = await Promise.race([once(child, 'message'), failed(child)]);
  try {
    return await work(Number(port));
  } finally {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
}

async function failed(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`the peer ended with ${code} before it listened`);
}
