import { createPrivateKey, createPublicKey } from 'node:crypto';
import { DomainError } from '@caregate/core-errors';
import type { AnchorKey } from '@caregate/kit-audit';
import type { AuthConfig } from '../config.js';

/** Where the trail is anchored outside the database, and the key that signs there. */
export function anchorOf({ anchor }: Pick<AuthConfig, 'anchor'>): { readonly file: string; readonly key: AnchorKey } {
  const privateKey = createPrivateKey(anchor.key);
  if (privateKey.asymmetricKeyType !== 'ed25519')
    throw new DomainError('config.invalid', {
      detail: { variable: 'AUDIT_ANCHOR_KEY', problem: 'not an Ed25519 key' },
    });
  return { file: anchor.file, key: { privateKey, publicKey: createPublicKey(privateKey) } };
}
