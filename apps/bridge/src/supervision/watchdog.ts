import { randomUUID } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { Logger } from '@caregate/kit-http';
import { MARK } from './mark.js';
import { watchdogScript } from './watchdog.script.js';

const RESTART_MILLISECONDS = 500;

/** A process of its own that ends the process groups of proxied servers when the bridge was killed. */
export class Watchdog {
  private readonly groups = new Set<number>();
  private readonly mark = `${MARK}${randomUUID()}`;
  private process: ChildProcess | undefined;
  private stopped = false;

  constructor(private readonly logger: Logger) {
    this.start();
  }

  /** Where a process announces itself before it becomes a proxied server; `undefined` while nobody watches. */
  get line(): Writable | undefined {
    return this.process?.stdin ?? undefined;
  }

  /** A variable for the environment of a proxied server, by which it and all that it starts can be told. */
  newMark(): string {
    return `${this.mark}.${randomUUID()}`;
  }

  get watching(): boolean {
    return this.process !== undefined;
  }

  /** The group has announced itself; it is remembered here for a watchdog that has to be started anew. */
  remember(group: number): void {
    this.groups.add(group);
  }

  forget(group: number): void {
    if (this.groups.delete(group)) this.line?.write(`- ${group}\n`);
  }

  stop(): void {
    this.stopped = true;
    this.process?.stdin?.end();
  }

  /** In a session of its own, so that what ends our process group, such as Ctrl-C, leaves it at work. */
  private start(): void {
    const started = spawn('/bin/sh', ['-c', watchdogScript, 'sh', this.mark], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: '/usr/bin:/bin' },
    });
    started.once('error', (err) => this.lost(err));
    started.once('exit', () => this.lost());
    started.stdin.on('error', (err) => this.logger.warn({ err }, 'the watchdog cannot be told anything'));
    started.unref();
    this.process = started;
    for (const group of this.groups) started.stdin.write(`+ ${group}\n`);
  }

  private lost(err?: Error): void {
    if (this.process === undefined) return;
    this.process = undefined;
    if (this.stopped) return;
    this.logger.error({ err }, 'the watchdog of proxied servers is gone; a new one is started');
    setTimeout(() => this.stopped || this.start(), RESTART_MILLISECONDS).unref();
  }
}
