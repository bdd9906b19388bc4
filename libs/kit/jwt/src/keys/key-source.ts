import type { KeyObject } from 'node:crypto';

/** Where a verifier finds the public keys of the issuer. */
export interface KeySource {
  /**
   * The RSA key of that id; `undefined` when the issuer surely has none.
   * Throws `token.keys.unavailable` when that cannot be known at the moment.
   */
  keyFor(kid: string): Promise<KeyObject | undefined>;
  /** The key of that id, if it is here and fresh; nobody is asked. */
  held(kid: string): KeyObject | undefined;
  /** The issuer has said that its keys changed: what is held may be used no more without asking again. */
  expire(): void;
}
