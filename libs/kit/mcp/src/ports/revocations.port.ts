import type { Revocation } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';

/** What the host needs of `RevocationView` in `libs/kit/jwt`, to end connections whose token has been revoked. */
export interface RevocationsPort {
  isRevoked(caller: Caller): boolean;
  /** Returns the function that stops listening. */
  onRevoked(listener: (revocation: Revocation) => void): () => void;
}
