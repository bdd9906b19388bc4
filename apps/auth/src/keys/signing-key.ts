import type { JWK } from 'jose';

/**
 * `next` is published before it signs, so that everybody knows it by then; `retiring` signs no more but is published
 * until the last token it signed has expired; `retired` is forgotten.
 */
export type SigningKeyState = 'next' | 'active' | 'retiring' | 'retired';

/** One row of `auth.signing_key`. */
export interface SigningKeyRow {
  readonly kid: string;
  readonly state: SigningKeyState;
  readonly publicJwk: JWK;
  readonly privateKeySealed: Buffer;
  readonly createdAt: Date;
}
