import path from 'node:path';
import { parseArgs } from 'node:util';
import { fields, loadConfig } from '@caregate/kit-config';
import { z } from 'zod';
import { watchAncestors } from './stack/ancestors.js';
import { memoryMegabytes } from './stack/memory.js';
import { freePorts, kebab, usualPorts, type Ports } from './stack/ports.js';
import { terminalProgress, type Progress } from './stack/progress.js';
import { startScreen } from './stack/screen.js';
import { startStack, type RunningStack } from './stack/stack.js';
import { StartRefused } from './stack/start-refused.error.js';

const portNames = Object.keys(usualPorts) as (keyof Ports)[];

async function main(): Promise<void> {
  const startedAt = performance.now();
  const { folder, ports } = await optionsFromCommandLine();
  const { REDIS_URL: redisUrl } = loadConfig(z.object({ REDIS_URL: fields.redisUrl().optional() }));
  process.stdout.write('Starting CareGate with synthetic data …\n');
  const stopping = new StopRequest();
  const progress = stopping.between(terminalProgress(process.stdout));
  const stack = await startStack({ folder, ports, redisUrl, progress });
  stopping.onRequest(() => void end(stack, 0));
  const seconds = (performance.now() - startedAt) / 1000;
  const memory = memoryMegabytes([process.pid, ...stack.apps.map(({ pid }) => pid)]);
  process.stdout.write(startScreen(stack, seconds, memory));
  const sentence = await stack.failure;
  if (stopping.requested) return;
  process.stderr.write(`\n${sentence}. Its log is in ${stack.folder.logs}. Everything else is being stopped.\n`);
  await end(stack, 1);
}

/** Ctrl-C, a polite kill, a closed terminal, or the death of the npm that started us: all end the whole stack. */
class StopRequest {
  requested = false;
  private act: (() => void) | undefined;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.request());
    watchAncestors(() => this.request());
  }

  /** A stop during the start takes effect before the next step; what is running by then is undone. */
  between(progress: Progress): Progress {
    return {
      step: (title, work) => {
        if (this.requested) throw new StartRefused('Stopped before it was ready.', 'npm start goes on where it was.');
        return progress.step(title, work);
      },
    };
  }

  onRequest(act: () => void): void {
    this.act = act;
    if (this.requested) act();
  }

  private request(): void {
    if (this.requested) return;
    this.requested = true;
    this.act?.();
  }
}

async function end(stack: RunningStack, status: number): Promise<never> {
  writeQuietly('\nStopping …\n');
  await stack.stop();
  writeQuietly('Stopped. The data stays in the folder; npm run reset clears it.\n');
  return process.exit(status);
}

/** The terminal may be gone already, and that must not keep anything running. */
function writeQuietly(text: string): void {
  process.stdout.on('error', () => undefined);
  process.stdout.write(text);
}

async function optionsFromCommandLine(): Promise<{ folder: string; ports: Ports }> {
  const portOptions = Object.fromEntries(portNames.map((name) => [`port-${kebab(name)}`, { type: 'string' as const }]));
  const { values } = parseArgs({
    options: { folder: { type: 'string' }, 'free-ports': { type: 'boolean' }, ...portOptions },
  });
  const base = values['free-ports'] === true ? await freePorts() : usualPorts;
  const chosen = portNames.flatMap((name) => {
    const text: unknown = Reflect.get(values, `port-${kebab(name)}`);
    return typeof text === 'string' ? [[name, portOf(name, text)] as const] : [];
  });
  return { folder: path.resolve(values.folder ?? '.caregate'), ports: { ...base, ...Object.fromEntries(chosen) } };
}

function portOf(name: string, text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StartRefused(`"${text}" is no port for ${name}.`, 'A port is a whole number from 1 to 65535.');
}

try {
  await main();
} catch (error) {
  const sentence = error instanceof Error ? error.message : String(error);
  const wayOut = error instanceof StartRefused ? error.wayOut : 'npm run reset starts afresh.';
  process.stderr.write(`\n${sentence}\n→ ${wayOut}\n`);
  process.exit(1);
}
