import type { KeyObject } from 'node:crypto';
import { DomainError } from '@caregate/core-errors';
import { fetchDocument } from './fetch-document.js';
import type { KeySource } from './key-source.js';
import { keySetOf } from './key-set.js';

export interface RemoteKeySourceOptions {
  readonly url: string;
  /** A monotonic clock, so that setting the wall clock back does not prolong the life of a key. */
  readonly nowMilliseconds?: () => number;
  readonly timeoutMilliseconds?: number;
}

const defaults = { nowMilliseconds: () => performance.now(), timeoutMilliseconds: 2_000 };

/** An unknown key id asks the endpoint at most once in this time, so that made-up ids cannot flood it. */
const COOLDOWN_MILLISECONDS = 10_000;

/** After a failure the endpoint is left alone for this time. */
const RETRY_MILLISECONDS = 1_000;

/** How long past their `max-age` keys serve while the endpoint is down (`stale-if-error`, RFC 5861 §4). */
const KEEP_MILLISECONDS = 600_000;

const maxAgeBounds = { leastSeconds: 5, absentSeconds: 300, mostSeconds: 3_600 };

/** The issuer's JWKS over HTTP, cached as long as its `max-age` says. A key id is looked up, never resolved. */
export class RemoteKeySource implements KeySource {
  private readonly options: Required<RemoteKeySourceOptions>;
  private keys: ReadonlyMap<string, KeyObject> = new Map();
  private freshUntil = Number.NEGATIVE_INFINITY;
  private usableUntil = Number.NEGATIVE_INFINITY;
  private askAgainAt = Number.NEGATIVE_INFINITY;
  private failure: unknown;
  private pending: Promise<void> | undefined;
  private expirations = 0;

  constructor(options: RemoteKeySourceOptions) {
    this.options = { ...defaults, ...options };
  }

  async keyFor(kid: string): Promise<KeyObject | undefined> {
    const fresh = this.held(kid);
    if (fresh !== undefined) return fresh;
    const asked = this.ask();
    // While the endpoint is known to fail, callers with a usable key do not wait for it to fail again.
    if (this.failure === undefined || this.keyIfBefore(this.usableUntil, kid) === undefined) await asked;
    const usable = this.keyIfBefore(this.usableUntil, kid);
    if (usable === undefined && this.failure !== undefined)
      throw new DomainError('token.keys.unavailable', { cause: this.failure });
    return usable;
  }

  held(kid: string): KeyObject | undefined {
    return this.keyIfBefore(this.freshUntil, kid);
  }

  expire(): void {
    this.expirations += 1;
    this.freshUntil = Number.NEGATIVE_INFINITY;
    this.usableUntil = Number.NEGATIVE_INFINITY;
    this.askAgainAt = Number.NEGATIVE_INFINITY;
  }

  private keyIfBefore(limit: number, kid: string): KeyObject | undefined {
    return this.options.nowMilliseconds() < limit ? this.keys.get(kid) : undefined;
  }

  private async ask(): Promise<void> {
    if (this.pending === undefined && this.options.nowMilliseconds() < this.askAgainAt) return;
    this.pending ??= this.refresh().finally(() => (this.pending = undefined));
    await this.pending;
  }

  private async refresh(): Promise<void> {
    const { url, timeoutMilliseconds, nowMilliseconds } = this.options;
    const startedAt = nowMilliseconds();
    const expirations = this.expirations;
    try {
      const { document, maxAgeSeconds } = await fetchDocument(url, AbortSignal.timeout(timeoutMilliseconds));
      const keys = keySetOf(document);
      // The answer may be older than the news that the keys changed.
      if (expirations !== this.expirations) return await this.refresh();
      this.keys = keys;
      this.failure = undefined;
      this.freshUntil = startedAt + lifeMilliseconds(maxAgeSeconds);
      this.usableUntil = this.freshUntil + KEEP_MILLISECONDS;
      this.askAgainAt = Math.min(this.freshUntil, startedAt + COOLDOWN_MILLISECONDS);
    } catch (error) {
      this.failure = error;
      this.askAgainAt = nowMilliseconds() + RETRY_MILLISECONDS;
    }
  }
}

/** `max-age` is honoured between five seconds, so that a zero does not mean a fetch for each token, and an hour. */
function lifeMilliseconds(seconds = maxAgeBounds.absentSeconds): number {
  return Math.min(Math.max(seconds, maxAgeBounds.leastSeconds), maxAgeBounds.mostSeconds) * 1000;
}
