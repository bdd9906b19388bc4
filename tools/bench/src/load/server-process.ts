import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface ServerProcess {
  readonly port: number;
  stop(): Promise<void>;
}

/** Runs a peer in a process of its own, so that it has a core of its own, as ours has; it tells its port by IPC. */
export async function serverProcess(entry: string, args: readonly string[] = []): Promise<ServerProcess> {
  const child = fork(entry, [...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [message] = await Promise.race([once(child, 'message'), failed(child)]);
  return {
    port: Number(message),
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function failed(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`the peer ended with ${code} before it listened`);
}
