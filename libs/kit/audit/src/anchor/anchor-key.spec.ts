import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
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
    const signature = sign(null, Buffer.from('x'), first.privateKey);
    expect(verify(null, Buffer.from('x'), first.publicKey, signature)).toBe(true);
  });

  it('is one key when several processes want it at the same moment', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => anchorKeyIn(file)));
    expect(others.every(({ publicKey }) => first?.publicKey.equals(publicKey))).toBe(true);
    // No other copy of a private key lies about.
    await expect(readdir(path.dirname(file))).resolves.toEqual(['anchor.pem']);
  });

  it('is refused when others may read it', async () => {
    await anchorKeyIn(file);
    await chmod(file, 0o640);
    const problem = expect.stringContaining('0600') as string;
    await expect(anchorKeyIn(file)).rejects.toMatchObject({ code: 'config.invalid', detail: { file, problem } });
  });

  it('is not made anew where there is something that cannot be read', async () => {
    await expect(anchorKeyIn(folder)).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(readdir(path.dirname(folder))).resolves.not.toContainEqual(
      expect.stringContaining(`${path.basename(folder)}.`),
    );
  });

  it('is refused when it is of another kind', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = path.join(folder, 'other.pem');
    await writeFile(other, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    await expect(anchorKeyIn(other)).rejects.toMatchObject({ code: 'config.invalid' });
  });
});
