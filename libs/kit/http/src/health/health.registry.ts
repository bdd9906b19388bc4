import type { Health, HealthStatus } from '@caregate/core-contracts';
import { asError } from '../logging/as-error.js';
import type { Logger } from '../logging/logger.js';

export interface HealthCheck {
  readonly status: HealthStatus;
  /** For strangers too: no address, no user, no words of an error. */
  readonly detail?: string;
}

export type CheckHealth = () => HealthCheck | Promise<HealthCheck>;

export interface CheckOptions {
  /** Without a part that is not critical the app still serves, so that its loss only degrades it. */
  readonly critical?: boolean;
  readonly timeoutMilliseconds?: number;
}

export interface HealthRegistryOptions {
  readonly service: string;
  readonly version: string;
  /** Only where clients of an older server look for it. */
  readonly transport?: string | undefined;
  readonly logger: Logger;
  /** Probes that come within this time share one answer, so that nobody can load the database through them. */
  readonly freshMilliseconds?: number;
  /** Milliseconds of a clock that nobody sets. */
  readonly now?: () => number;
}

/** Asks each part of an app how it is, and makes one report of it. */
export class HealthRegistry {
  private readonly checks = new Map<string, { check: CheckHealth; options: CheckOptions }>();
  /** What is not answered yet is not asked again: whoever asks takes a connection, say, and keeps it meanwhile. */
  private readonly pending = new Map<string, Promise<HealthCheck>>();
  private readonly startedAt: number;
  private readonly now: () => number;
  private latest: { readonly report: Promise<Health>; readonly at: number } | undefined;

  constructor(private readonly options: HealthRegistryOptions) {
    this.now = options.now ?? (() => performance.now());
    this.startedAt = this.now();
  }

  add(name: string, check: CheckHealth, options: CheckOptions = {}): void {
    this.checks.set(name, { check, options });
    this.latest = undefined;
  }

  report(): Promise<Health> {
    const at = this.now();
    if (this.latest === undefined || at - this.latest.at >= (this.options.freshMilliseconds ?? 1000))
      this.latest = { report: this.ask(), at };
    return this.latest.report;
  }

  private async ask(): Promise<Health> {
    const answers = await Promise.all([...this.checks].map(([name, each]) => this.askOne(name, each)));
    return {
      status: worstOf(answers.map(({ weight }) => weight)),
      service: this.options.service,
      version: this.options.version,
      ...(this.options.transport !== undefined && { transport: this.options.transport }),
      uptimeSeconds: Math.round((this.now() - this.startedAt) / 1000),
      checks: Object.fromEntries(answers.map(({ name, answer }) => [name, answer])),
    };
  }

  private async askOne(name: string, { check, options }: { check: CheckHealth; options: CheckOptions }) {
    const answer = await this.answerOf(name, check, options.timeoutMilliseconds ?? 2000);
    const critical = options.critical ?? true;
    const weight: HealthStatus = answer.status === 'unhealthy' && !critical ? 'degraded' : answer.status;
    return { name, answer, weight };
  }

  private async answerOf(name: string, check: CheckHealth, timeoutMilliseconds: number): Promise<HealthCheck> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<HealthCheck>((resolve) => {
      timer = setTimeout(() => resolve({ status: 'unhealthy', detail: 'no answer in time' }), timeoutMilliseconds);
    });
    try {
      return await Promise.race([this.pending.get(name) ?? this.begin(name, check), late]);
    } catch (err) {
      this.options.logger.warn({ err: asError(err), check: name }, 'a health check failed');
      return { status: 'unhealthy', detail: 'the check failed' };
    } finally {
      clearTimeout(timer);
    }
  }

  private begin(name: string, check: CheckHealth): Promise<HealthCheck> {
    const asked = Promise.resolve().then(check);
    this.pending.set(name, asked);
    const forget = () => this.pending.delete(name);
    asked.then(forget, forget);
    return asked;
  }
}

function worstOf(statuses: readonly HealthStatus[]): HealthStatus {
  if (statuses.includes('unhealthy')) return 'unhealthy';
  return statuses.includes('degraded') ? 'degraded' : 'healthy';
}
