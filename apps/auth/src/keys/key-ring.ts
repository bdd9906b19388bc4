import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { KeySource } from '@caregate/kit-jwt';
import type { JWK } from 'jose';
import type { KeySeal } from './key-seal.js';
import type { SigningKeyRow } from './signing-key.js';
import type { SigningKeysRepository } from './signing-keys.repository.js';

export interface ActiveKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

interface Ring {
  readonly active: ActiveKey;
  readonly jwks: { readonly keys: readonly JWK[] };
  readonly verifying: ReadonlyMap<string, KeyObject>;
}

/** The keys of the database, open in memory: what signs, and what verifies in this process and (as JWKS) elsewhere. */
export class KeyRing implements KeySource {
  private readonly listeners = new Set<() => void>();

  private constructor(
    private ring: Ring,
    private readonly read: () => Promise<Ring>,
  ) {}

  static async open(keys: SigningKeysRepository, seal: KeySeal): Promise<KeyRing> {
    const read = async () => ringOf(await keys.published(), seal);
    return new KeyRing(await read(), read);
  }

  get active(): ActiveKey {
    return this.ring.active;
  }

  /** RFC 7517 §5: public halves only. */
  get jwks(): { readonly keys: readonly JWK[] } {
    return this.ring.jwks;
  }

  keyFor(kid: string): Promise<KeyObject | undefined> {
    return Promise.resolve(this.held(kid));
  }

  held(kid: string): KeyObject | undefined {
    return this.ring.verifying.get(kid);
  }

  /** Nothing to do: what is held here is replaced by `reload`, never believed beyond it. */
  expire(): void {}

  /** Reads the keys anew; whoever listens hears of it only when something is different. */
  async reload(): Promise<void> {
    const before = signatureOf(this.ring);
    this.ring = await this.read();
    if (signatureOf(this.ring) !== before) for (const listener of this.listeners) listener();
  }

  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }
}

function ringOf(rows: readonly SigningKeyRow[], seal: KeySeal): Ring {
  const active = rows.find(({ state }) => state === 'active');
  if (active === undefined) throw new Error('No signing key is active. Run the set-up command once.');
  const der = seal.open(active.kid, active.privateKeySealed);
  return {
    active: { kid: active.kid, privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) },
    jwks: { keys: rows.map(({ publicJwk }) => publicJwk) },
    verifying: new Map(rows.map(({ kid, publicJwk }) => [kid, createPublicKey({ key: publicJwk, format: 'jwk' })])),
  };
}

function signatureOf({ active, jwks }: Ring): string {
  return [active.kid, ...jwks.keys.map(({ kid }) => kid)].join(' ');
}
