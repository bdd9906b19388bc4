import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { DomainError } from '@caregate/core-errors';
import type { Messaging } from '@caregate/kit-messaging';
import { calculateJwkThumbprint, type JWK } from 'jose';
import type { DataSource, EntityManager } from 'typeorm';
import { secondsLater, type Clock } from '../clock.js';
import { service } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import type { KeySeal } from './key-seal.js';
import type { SigningKeyRow } from './signing-key.js';
import type { SigningKeysRepository } from './signing-keys.repository.js';

export interface KeyRotationOptions {
  readonly dataSource: DataSource;
  readonly keys: SigningKeysRepository;
  readonly seal: KeySeal;
  readonly trail: AuthTrail;
  readonly messaging: Pick<Messaging, 'publish'>;
  readonly clock: Clock;
  /** The longest that any token lives. */
  readonly tokenSecondsMax: number;
}

/** `max-age` of the JWKS: how long a verifier may go without learning of a new key. */
export const JWKS_MAX_AGE_SECONDS = 300;

/** RemoteKeySource of kit-jwt and jose's alike may keep what they hold for ten minutes when we cannot be reached. */
const STALE_SECONDS = 600;

/** Nobody knows since when others have had a key that leaked. */
const NEVER_BELIEVED = new Date(0);

const makeKeyPair = promisify(generateKeyPair);

/** Keeps one key that signs, one that will, and those that have signed tokens which still hold. */
export class KeyRotation {
  constructor(private readonly options: KeyRotationOptions) {}

  /** At first start, and whenever something is missing. */
  async ensure(): Promise<void> {
    const { dataSource, keys } = this.options;
    await dataSource.transaction(async (manager) => {
      await keys.lock(manager);
      const present = (await keys.published(manager)).map(({ state }) => state);
      if (!present.includes('active')) await this.create('active', manager);
      if (!present.includes('next')) await this.create('next', manager);
    });
  }

  /** Answers the id of the key that signs from now on. Throws `request.conflict` when the next one is not known enough. */
  async rotate({ emergency = false } = {}): Promise<string> {
    const { dataSource, keys, messaging } = this.options;
    const kid = await dataSource.transaction(async (manager) => {
      await keys.lock(manager);
      const next = await this.nextOf(manager, emergency);
      await this.retireActive(manager, emergency);
      await keys.activate(next.kid, this.options.clock(), manager);
      await this.create('next', manager);
      await this.recordRotation(manager, next.kid, emergency);
      return next.kid;
    });
    await messaging.publish('signing-key.changed', { kid });
    return kid;
  }

  /** Forgets keys whose last token has expired. */
  async sweep(): Promise<void> {
    const { dataSource, keys, clock } = this.options;
    const forgotten = await keys.forgetRetiring(clock(), dataSource.manager);
    if (forgotten > 0) await this.options.messaging.publish('signing-key.changed', { kid: '' });
  }

  private async nextOf(manager: EntityManager, emergency: boolean): Promise<SigningKeyRow> {
    const next = (await this.options.keys.published(manager)).find(({ state }) => state === 'next');
    if (next === undefined) throw new Error('There is no next signing key; start the server once.');
    const knownAt = secondsLater(next.createdAt, JWKS_MAX_AGE_SECONDS);
    if (emergency || knownAt <= this.options.clock()) return next;
    throw new DomainError('request.conflict', {
      publicMessage: `The next key was published less than ${JWKS_MAX_AGE_SECONDS} seconds ago; verifiers may not know it yet.`,
    });
  }

  /** In an emergency nothing that the old key signed is believed any more; otherwise it is until its last token has expired. */
  private async retireActive(manager: EntityManager, emergency: boolean): Promise<void> {
    const { keys, clock, tokenSecondsMax } = this.options;
    const active = (await keys.published(manager)).filter(({ state }) => state === 'active');
    const retiresAt = emergency ? NEVER_BELIEVED : secondsLater(clock(), tokenSecondsMax + STALE_SECONDS);
    for (const { kid } of active) await keys.retire(kid, retiresAt, manager);
    if (emergency) await keys.forgetRetiring(clock(), manager);
  }

  private async create(state: 'next' | 'active', manager: EntityManager): Promise<void> {
    const { publicKey, privateKey } = await makeKeyPair('rsa', { modulusLength: 2048 });
    const { kty, n, e } = publicKey.export({ format: 'jwk' });
    const bare: JWK = { kty: kty ?? '', n: n ?? '', e: e ?? '' };
    const kid = await calculateJwkThumbprint(bare);
    const sealed = this.options.seal.seal(kid, privateKey.export({ format: 'der', type: 'pkcs8' }));
    await this.options.keys.insert(
      {
        kid,
        state,
        publicJwk: { ...bare, kid, alg: 'RS256', use: 'sig' },
        privateKeySealed: sealed,
        createdAt: this.options.clock(),
      },
      manager,
    );
  }

  private async recordRotation(manager: EntityManager, kid: string, emergency: boolean): Promise<void> {
    await this.options.trail.recordIn(manager, 'signing-key.rotated', {
      actor: service,
      entity: { type: 'SigningKey', id: kid },
      detail: { emergency },
    });
  }
}
