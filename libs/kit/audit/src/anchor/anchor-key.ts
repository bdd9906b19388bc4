import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '@caregate/core-errors';
import { errorCodeOf } from '../error-code.js';

/** An Ed25519 pair (RFC 8032). The private half is what the database must never see. */
export interface AnchorKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Reads the key from its file (PEM, PKCS #8), which the first caller makes: readable by its owner only. */
export async function anchorKeyIn(file: string): Promise<AnchorKey> {
  const text = (await readIfThere(file)) ?? (await make(file));
  await refuseIfOthersMayRead(file);
  const privateKey = createPrivateKey(text);
  if (privateKey.asymmetricKeyType !== 'ed25519')
    throw new DomainError('config.invalid', { detail: { file, problem: 'The anchor key is not an Ed25519 key.' } });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

async function make(file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
  try {
    // A link appears whole and never replaces: of two processes that make a key at once, one wins and both use its key.
    await link(draft, file);
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  return readFile(file, 'utf8');
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Windows has no such bits; there the file inherits the rights of its folder. */
async function refuseIfOthersMayRead(file: string): Promise<void> {
  const { mode } = await stat(file);
  if (path.sep === '/' && (mode & 0o077) !== 0)
    throw new DomainError('config.invalid', {
      detail: { file, problem: 'The anchor key can be read by others. Set its mode to 0600.' },
    });
}
