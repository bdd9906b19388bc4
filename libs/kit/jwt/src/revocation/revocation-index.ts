import { revocationKind, type Revocation, type RevocationKind } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';

interface Entry {
  readonly notBeforeSeconds: number;
  readonly expiresAtSeconds: number;
}

/** Whether a revocation spares what is issued after it. A token, grant or session that is revoked never comes back. */
const isDated = { token: false, grant: false, session: false, subject: true, client: true };

/** Longer than it needs to be, so that a clock that runs ahead does not forget a revocation too early. */
const pruneDelaySeconds = 300;

/** Revocations in memory, each until the last token that it can concern has expired. */
export class RevocationIndex {
  private readonly entries = Object.fromEntries(
    revocationKind.options.map((kind) => [kind, new Map<string, Entry>()]),
  ) as Record<RevocationKind, Map<string, Entry>>;

  private prunedAtSeconds = Number.NEGATIVE_INFINITY;

  get size(): number {
    return Object.values(this.entries).reduce((sum, { size }) => sum + size, 0);
  }

  /** Answers whether it is news: whether it refuses a token that was not refused before. */
  apply({ kind, value, notBeforeSeconds, expiresAtSeconds }: Revocation): boolean {
    const known = this.entries[kind].get(value);
    this.entries[kind].set(value, {
      notBeforeSeconds: Math.max(notBeforeSeconds, known?.notBeforeSeconds ?? notBeforeSeconds),
      expiresAtSeconds: Math.max(expiresAtSeconds, known?.expiresAtSeconds ?? expiresAtSeconds),
    });
    return known === undefined || (isDated[kind] && notBeforeSeconds > known.notBeforeSeconds);
  }

  isRevoked(caller: Caller): boolean {
    const { token, grant, session } = this.entries;
    return (
      token.has(caller.tokenId) ||
      (caller.originTokenId !== undefined && token.has(caller.originTokenId)) ||
      (caller.grantId !== undefined && grant.has(caller.grantId)) ||
      (caller.sessionId !== undefined && session.has(caller.sessionId)) ||
      this.isTooOld('subject', caller.subject, caller) ||
      this.isTooOld('client', caller.clientId, caller) ||
      (caller.onBehalfOf !== undefined && this.isTooOld('subject', caller.onBehalfOf, caller))
    );
  }

  /** Whether the clock was set back so far since that what was forgotten may concern tokens that hold again. */
  isForgetful(nowSeconds: number): boolean {
    return this.prunedAtSeconds - nowSeconds > pruneDelaySeconds;
  }

  /** To be called when everything that is to be known has just been applied, if it was forgetful. */
  prune(nowSeconds: number): void {
    this.prunedAtSeconds = this.isForgetful(nowSeconds) ? nowSeconds : Math.max(this.prunedAtSeconds, nowSeconds);
    for (const entries of Object.values(this.entries))
      for (const [value, { expiresAtSeconds }] of entries)
        if (expiresAtSeconds + pruneDelaySeconds < nowSeconds) entries.delete(value);
  }

  /**
   * `iat` has whole seconds (RFC 7519 §4.1.6 allows more, our issuer writes none), so a token of the very second of the
   * revocation may be older or younger than it; it is refused. Who must issue anew in that second dates the token one
   * second ahead, which the verifier accepts.
   */
  private isTooOld(kind: 'subject' | 'client', value: string, { issuedAtSeconds }: Caller): boolean {
    const entry = this.entries[kind].get(value);
    return entry !== undefined && issuedAtSeconds <= entry.notBeforeSeconds;
  }
}
