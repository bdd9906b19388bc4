import { spawn } from 'node:child_process';
import path from 'node:path';
import { inNamespace } from './docker-engine.js';

const entry = path.resolve(import.meta.dirname, '../compose-walk.main.js');

export interface WalkOptions {
  /** File of what the walk has to know. */
  readonly facts: string;
  readonly part: 'doors' | 'registration' | 'agents';
  readonly signal: AbortSignal;
}

/** In the network where the ports of the deployment are published, as a process of its own. */
export async function walkThroughEdge({ facts, part, signal }: WalkOptions): Promise<void> {
  const [name, ...words] = inNamespace(process.execPath, [entry, facts, part]);
  const child = spawn(name, words, { stdio: ['ignore', 'inherit', 'inherit'], signal });
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (status !== 0) throw new Error('The walk through the edge met something that is not as it must be.');
}
