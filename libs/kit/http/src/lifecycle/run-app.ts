import { constants } from 'node:os';
import { asError } from '../logging/as-error.js';
import type { Logger } from '../logging/logger.js';
import { describeStartFailure } from './describe-start-failure.js';
import { watchParent } from './parent-watch.js';

export interface RunAppOptions<A> {
  readonly start: () => Promise<A>;
  /** Gets what `start` made, as `stop` does. Comes before it when somebody asks for the end, who can wait; see `leaveHttpApp`. */
  readonly leave?: (app: A) => Promise<void>;
  readonly stop: (app: A) => Promise<void>;
  readonly logger: Logger;
  /** After this long a stop is given up and the process ends all the same. */
  readonly stopMilliseconds?: number;
  /** `CAREGATE_EXIT_WITH_PARENT=1`: end when the parent is gone, however it went. */
  readonly exitWithParent?: boolean;
}

/**
 * The life of a process. SIGTERM and SIGINT stop it in order (exit status 0), a second signal ends it at once; what
 * nobody caught stops it too (exit status 1), because nothing is known of its state any more.
 */
export async function runApp<A>(options: RunAppOptions<A>): Promise<void> {
  const life = new Life(options);
  process.on('SIGTERM', (signal) => life.onSignal(signal));
  process.on('SIGINT', (signal) => life.onSignal(signal));
  process.on('uncaughtException', (error) => life.onFault(error));
  process.on('unhandledRejection', (reason) => life.onFault(reason));
  if (options.exitWithParent === true) watchParent(() => life.stop('the parent process is gone', 0));
  await life.begin();
}

class Life<A> {
  private starting: Promise<{ readonly app: A } | undefined> | undefined;
  private stopping = false;
  private patience: NodeJS.Timeout | undefined;

  constructor(private readonly options: RunAppOptions<A>) {}

  async begin(): Promise<void> {
    this.starting = this.start();
    await this.starting;
  }

  onSignal(signal: NodeJS.Signals): void {
    if (this.stopping) return this.exit(128 + constants.signals[signal]);
    this.stop(`received ${signal}`, 0, this.options.leave);
  }

  onFault(reason: unknown): void {
    this.options.logger.fatal({ err: asError(reason) }, 'an error was not caught');
    if (!this.stopping) this.stop('an error was not caught', 1);
  }

  stop(because: string, status: number, leave?: (app: A) => Promise<void>): void {
    if (this.stopping) return;
    this.stopping = true;
    this.options.logger.info({ because }, 'stopping');
    this.loseNoTime();
    void this.end(status, leave);
  }

  private async start(): Promise<{ readonly app: A } | undefined> {
    try {
      return { app: await this.options.start() };
    } catch (err) {
      this.options.logger.fatal({ err: asError(err) }, describeStartFailure(err));
      this.exit(1);
      return undefined;
    }
  }

  private async end(status: number, leave?: (app: A) => Promise<void>): Promise<void> {
    try {
      // A stop that comes during the start waits for it: half an app cannot be stopped.
      const started = await this.starting;
      if (started !== undefined) {
        clearTimeout(this.patience);
        await leave?.(started.app);
        this.loseNoTime();
        await this.options.stop(started.app);
      }
      this.options.logger.info({}, 'stopped');
      this.exit(status);
    } catch (err) {
      this.options.logger.error({ err: asError(err) }, 'the stop failed');
      this.exit(1);
    }
  }

  private loseNoTime(): void {
    this.patience = setTimeout(() => this.giveUp(), this.options.stopMilliseconds ?? 10_000).unref();
  }

  private giveUp(): void {
    this.options.logger.error({}, 'the stop took too long and was given up');
    this.exit(1);
  }

  private exit(status: number): void {
    this.options.logger.flush();
    process.exit(status);
  }
}
