import { generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import { readIfThere, writePrivately, type StateFolder } from './folder/state-folder.js';

export const anchorFileOf = (folder: StateFolder) => path.join(folder.anchors, 'anchors.ndjson');
export const anchorKeyFileOf = (folder: StateFolder) => folder.file('anchor-key.pem');

/** The Ed25519 key that signs audit anchors (PKCS #8 PEM), made once; the database never sees it. */
export function ensureAnchorKey(file: string): string {
  const kept = readIfThere(file);
  if (kept !== undefined) return kept;
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  writePrivately(file, pem);
  return pem;
}
