import type { Caller } from '@caregate/core-permissions';

/** What the host needs of `TokenVerifier` in `libs/kit/jwt`. */
export interface TokenVerifierPort {
  /** Rejects with a `DomainError` whose code starts with `token.` or `access.`. */
  verify(token: string): Promise<Caller>;
  /** A token verified before, still neither expired nor revoked; `undefined` when it must be verified anew. */
  peek?(token: string): Caller | undefined;
}
