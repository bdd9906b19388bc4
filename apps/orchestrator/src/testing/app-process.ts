import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const START_MILLISECONDS_MAX = 60_000;
/** What Node compiled is kept, as for `npm start`. */
const compileCache = path.resolve(import.meta.dirname, '../../../../node_modules/.cache/node-compile');

/** A compiled app in a process of its own, which specs stop, freeze and kill. */
export class AppProcess {
  private output = '';

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (this.output += String(data)));
  }

  /** The last that it has logged, for whoever looks into a failure. */
  get said(): string {
    return this.output.slice(-4_000);
  }

  static async start(
    entry: string,
    environment: Readonly<Record<string, string>>,
    readyUrl: string,
  ): Promise<AppProcess> {
    const env = {
      ...environment,
      CAREGATE_PROFILE: 'dev',
      CAREGATE_EXIT_WITH_PARENT: '1',
      LOG_LEVEL: 'warn',
      NODE_COMPILE_CACHE: compileCache,
    };
    const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const app = new AppProcess(child);
    const deadline = performance.now() + START_MILLISECONDS_MAX;
    while (!(await answers(readyUrl))) {
      if (child.exitCode !== null || performance.now() > deadline) {
        child.kill('SIGKILL');
        throw new Error(`The process did not come up: ${app.said}`);
      }
      await pause(20);
    }
    return app;
  }

  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** In order. */
  async stop(): Promise<void> {
    this.thaw();
    await this.end('SIGTERM');
    const { exitCode } = this.child;
    if (exitCode !== 0) throw new Error(`The process ended with ${exitCode}: ${this.said}`);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const { ok } = await fetch(url);
    return ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}
