import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { anchorKeyIn } from './anchor-key.js';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'caregate-anchor-key-'));
  file = path.join(folder, 'keys', 'anchor.pem');
});

afterEach(() => rm(folder, { recursive: true }));

describe('the anchor key', () => {
  it('is made at first use, for its owner only, and is the same ever after', async () => {
    const first = await anchorKeyIn(file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await anchorKeyIn(file)).publicKey.equals(first.publicKey)).toBe(true);
  });

  it('is one key when several processes want it at the same moment', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => anchorKeyIn(file)));
    expect(others.every(({ publicKey }) => first?.publicKey.equals(publicKey))).toBe(true);
  });

  it('is refused when others may read it', async () => {
    await anchorKeyIn(file);
    await chmod(file, 0o640);
    await expect(anchorKeyIn(file)).rejects.toMatchObject({ code: 'config.invalid' });
  });

  it('is refused when it is of another kind', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = path.join(folder, 'other.pem');
    await writeFile(other, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    await expect(anchorKeyIn(other)).rejects.toMatchObject({ code: 'config.invalid' });
  });
});
