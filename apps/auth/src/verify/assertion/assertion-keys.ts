import type { JWK } from 'jose';
import type { KeyRing } from '../../keys/key-ring.js';
import { assertionKey, type AssertionKey } from './assertion-key.js';

/** The keys of assertions: they come, are published ahead of their use and go with the signing keys. */
export class AssertionKeys {
  private readonly made = new Map<string, AssertionKey>();

  constructor(
    private readonly ring: Pick<KeyRing, 'active' | 'jwks'>,
    private readonly secret: string,
  ) {}

  get active(): AssertionKey {
    return this.of(this.ring.active.kid);
  }

  /** RFC 7517 §5: what an upstream verifies with. */
  get jwks(): { readonly keys: readonly JWK[] } {
    return { keys: this.ring.jwks.keys.flatMap(({ kid }) => (kid === undefined ? [] : [this.of(kid).publicJwk])) };
  }

  private of(kid: string): AssertionKey {
    const key = this.made.get(kid) ?? assertionKey(this.secret, kid);
    this.made.set(kid, key);
    return key;
  }
}
