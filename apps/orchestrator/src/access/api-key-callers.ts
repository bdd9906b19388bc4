import { createHash } from 'node:crypto';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { findContext, type TokenChecker } from '@caregate/kit-http';
import { LRUCache } from 'lru-cache';
import type { ApiKeyTokens } from './api-key-tokens.js';

const KEYS_MAX = 1_000;
const REFUSALS_MAX = 10_000;
/** So long a key that was no good stays so, however often it is shown. */
const REFUSAL_MILLISECONDS = 2_000;
/** Wrong keys of one address in a minute: a hospital may come from one, and have forgotten to give a machine its new key. */
const GUESSES_MAX = 300;
const GUESSERS_MAX = 10_000;
const GUESSES_MILLISECONDS = 60_000;

/**
 * Who is behind an API key. What is remembered of a key is its digest and the access token that it was traded for, which
 * is verified each time like any other: when that is revoked, expired or issued before the secret was replaced, the issuer is
 * asked anew.
 */
export class ApiKeyCallers implements TokenChecker {
  private readonly tokens = new LRUCache<string, string>({ max: KEYS_MAX });
  private readonly refusals = new LRUCache<string, true>({ max: REFUSALS_MAX, ttl: REFUSAL_MILLISECONDS });
  private readonly guesses = new LRUCache<string, number>({ max: GUESSERS_MAX, ttl: GUESSES_MILLISECONDS });
  private readonly trades = new Map<string, Promise<Caller>>();

  constructor(
    private readonly verifier: TokenChecker,
    private readonly issuer: Pick<ApiKeyTokens, 'tokenFor'>,
  ) {}

  peek(key: string): Caller | undefined {
    const token = this.tokens.get(digestOf(key));
    return token === undefined ? undefined : this.verifier.peek(token);
  }

  async verify(key: string): Promise<Caller> {
    const digest = digestOf(key);
    const token = this.tokens.get(digest);
    const caller = token === undefined ? undefined : await this.stillGood(token);
    if (caller !== undefined) return caller;
    // Not one that came meanwhile.
    if (this.tokens.peek(digest) === token) this.tokens.delete(digest);
    return this.traded(key, digest);
  }

  /** Rejects when nobody can say: an older token does not outlive a view that is stale. */
  private async stillGood(token: string): Promise<Caller | undefined> {
    try {
      return await this.verifier.verify(token);
    } catch (error) {
      if (isRefusal(error)) return undefined;
      throw error;
    }
  }

  /** Once for all who show the same key at the same time. */
  private traded(key: string, digest: string): Promise<Caller> {
    if (this.refusals.has(digest)) throw new DomainError('token.key.invalid');
    const running = this.trades.get(digest);
    if (running !== undefined) return running;
    if ((this.guesses.get(asker()) ?? 0) >= GUESSES_MAX) throw new DomainError('request.too_many');
    const trade = this.trade(key, digest).finally(() => this.trades.delete(digest));
    this.trades.set(digest, trade);
    return trade;
  }

  private async trade(key: string, digest: string): Promise<Caller> {
    try {
      const token = await this.issuer.tokenFor(key);
      const caller = await this.verifier.verify(token);
      this.tokens.set(digest, token);
      return caller;
    } catch (error) {
      if (isRefusal(error)) this.noteRefusal(digest);
      throw error;
    }
  }

  private noteRefusal(digest: string): void {
    this.refusals.set(digest, true);
    const who = asker();
    this.guesses.set(who, (this.guesses.get(who) ?? 0) + 1, { noUpdateTTL: true });
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof DomainError && error.kind === 'unauthenticated';
}

/** By address; all together where there is no request, as at the handshake of a socket, which is counted by itself. */
function asker(): string {
  return findContext()?.address ?? '';
}

/** A heap dump holds no key. */
function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
