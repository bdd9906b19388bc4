import { hash, type KeyObject } from 'node:crypto';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { callerOfPayload } from './caller-of-payload.js';
import type { KeySource } from './keys/key-source.js';
import { RemoteKeySource } from './keys/remote-key-source.js';
import type { RevocationView } from './revocation/revocation-view.js';
import { signedPayload } from './signed-payload.js';
import { TokenHeaders } from './token-headers.js';
import { VerdictCache } from './verdict-cache.js';

export interface TokenVerifierOptions {
  readonly issuer: string;
  /** Where the issuer publishes its keys; one source may be shared by verifiers of several audiences. */
  readonly jwksUri: string | KeySource;
  /** The protected resource that asks (RFC 8707); a token for any other is refused. */
  readonly audience: string;
  readonly revocations: RevocationView;
  readonly clock?: () => Date;
  readonly cacheSize?: number;
}

const tokenLengthMax = 8_192;

/** Turns an access token into a caller, or refuses it. Remembers verdicts, but asks for revocation every time. */
export class TokenVerifier {
  private readonly keys: KeySource;
  private readonly headers = new TokenHeaders();
  private verdicts: VerdictCache;
  private readonly clock: () => Date;

  constructor(private readonly options: TokenVerifierOptions) {
    const { jwksUri, cacheSize, clock = () => new Date() } = options;
    this.keys = typeof jwksUri === 'string' ? new RemoteKeySource({ url: jwksUri }) : jwksUri;
    this.verdicts = new VerdictCache(cacheSize);
    this.clock = clock;
  }

  /** Throws a `DomainError`: `token.*`, or `access.view.stale` when nobody can say whether the token is revoked. */
  async verify(token: string): Promise<Caller> {
    if (token === '') throw new DomainError('token.absent');
    if (token.length > tokenLengthMax) throw new DomainError('token.malformed', { detail: { part: 'length' } });
    const digest = digestOf(token);
    const now = this.clock();
    const caller = this.verdicts.callerOf(digest, now.getTime()) ?? (await this.judge(token, digest, now));
    if (this.isOverdue()) await this.options.revocations.refresh?.();
    this.refuseIfRevoked(caller);
    return caller;
  }

  /** The caller, if the token was verified lately and still holds; otherwise `verify` has the answer. */
  peek(token: string): Caller | undefined {
    if (token.length > tokenLengthMax) return undefined;
    return this.unlessRevoked(this.verdicts.callerOf(digestOf(token), this.clock().getTime()));
  }

  /**
   * The caller, if that can be said without waiting: the token was verified lately, or the issuer's key is at hand to
   * verify it. Of all else, refusals among it, `verify` has the answer.
   */
  verifyAtOnce(token: string): Caller | undefined {
    if (token.length > tokenLengthMax) return undefined;
    const digest = digestOf(token);
    const now = this.clock();
    return this.unlessRevoked(this.verdicts.callerOf(digest, now.getTime()) ?? this.judgeAtOnce(token, digest, now));
  }

  /** Call it when the issuer says that its keys changed: no verdict of the keys before is relied on any more. */
  keysChanged(): void {
    this.keys.expire();
    // A new cache instead of an emptied one: a verification under way keeps its verdict in the old one.
    this.verdicts = new VerdictCache(this.options.cacheSize);
  }

  private refuseIfRevoked(caller: Caller): void {
    if (this.options.revocations.isStale()) throw new DomainError('access.view.stale');
    if (this.options.revocations.isRevoked(caller)) throw new DomainError('token.revoked');
  }

  private unlessRevoked(caller: Caller | undefined): Caller | undefined {
    const { revocations } = this.options;
    if (caller === undefined || revocations.isStale() || this.isOverdue()) return undefined;
    return revocations.isRevoked(caller) ? undefined : caller;
  }

  private isOverdue(): boolean {
    return this.options.revocations.isOverdue?.() === true;
  }

  private async judge(token: string, digest: string, now: Date): Promise<Caller> {
    const { verdicts } = this;
    const refusal = verdicts.refusalOf(digest, now.getTime());
    if (refusal !== undefined) throw new DomainError(refusal);
    try {
      const kid = this.headers.keyIdOf(token);
      return accepted(verdicts, digest, this.callerOf(token, kid, await this.keys.keyFor(kid), now), now);
    } catch (error) {
      throw refused(verdicts, digest, error, now);
    }
  }

  private judgeAtOnce(token: string, digest: string, now: Date): Caller | undefined {
    const { verdicts } = this;
    if (verdicts.refusalOf(digest, now.getTime()) !== undefined) return undefined;
    try {
      const kid = this.headers.keyIdOf(token);
      const key = this.keys.held(kid);
      return key && accepted(verdicts, digest, this.callerOf(token, kid, key, now), now);
    } catch (error) {
      refused(verdicts, digest, error, now);
      return undefined;
    }
  }

  private callerOf(token: string, kid: string, key: KeyObject | undefined, now: Date): Caller {
    if (key === undefined) throw new DomainError('token.signature.invalid', { detail: { kid } });
    const { issuer, audience } = this.options;
    return callerOfPayload(signedPayload(token, key), { issuer, audience, now });
  }
}

function accepted(verdicts: VerdictCache, digest: string, caller: Caller, now: Date): Caller {
  verdicts.accept(digest, caller, now.getTime());
  return caller;
}

/** Only a verdict on the token itself is remembered: that keys were unavailable says nothing about it. */
function refused(verdicts: VerdictCache, digest: string, error: unknown, now: Date): unknown {
  if (error instanceof DomainError && error.kind === 'unauthenticated')
    verdicts.refuse(digest, error.code, now.getTime());
  return error;
}

/**
 * The token itself is not kept: a heap dump must not hold credentials. As each verifier has one audience and its own
 * cache, the audience needs no place in the key.
 */
function digestOf(token: string): string {
  return hash('sha256', token, 'base64url');
}
