import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensurePrograms } from './ensure-programs.js';

/** Stands for the bundler: what it writes can be told from what anybody else wrote. */
const bundler = `
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync, existsSync } from 'node:fs';
import path from 'node:path';
const [root, folder] = process.argv.slice(2);
if (existsSync(path.join(root, 'broken'))) { writeFileSync(path.join(folder, 'half'), ''); process.exit(1); }
writeFileSync(path.join(folder, 'whole'), String(process.pid));`;

describe('the programs of a stack', () => {
  let root: string;
  const left = () => readdirSync(path.join(root, 'dist/programs'));

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'caregate-programs-'));
    write('package-lock.json', '{}');
    write('libs/kit/http/dist/.tsbuildinfo', 'one');
    write('tools/dev/dist/bundle.main.js', bundler);
    write('package.json', '{"type":"module"}');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('are bundled once for what is compiled, by whichever of several starts comes first', async () => {
    const folders = await Promise.all([1, 2, 3].map(() => ensurePrograms(root)));
    const { mtimeMs } = statSync(path.join(folders[0] ?? '', 'whole'));
    expect(await ensurePrograms(root)).toBe(folders[0]);
    expect(statSync(path.join(folders[0] ?? '', 'whole')).mtimeMs).toBe(mtimeMs);
    expect([new Set(folders).size, left()]).toEqual([1, [path.basename(folders[0] ?? '')]]);
  });

  it.each(['libs/kit/http/dist/.tsbuildinfo', 'apps/auth/dist/.tsbuildinfo', 'package-lock.json'])(
    'are bundled anew when %s changes, beside the old that may still run',
    async (file) => {
      const before = await ensurePrograms(root);
      write(file, 'two');
      const after = await ensurePrograms(root);
      expect(after).not.toBe(before);
      expect(left().toSorted()).toEqual([before, after].map((folder) => path.basename(folder)).toSorted());
    },
  );

  it('may be run by whoever may read the clone', async () => {
    const bundle = await ensurePrograms(root);
    expect(statSync(bundle).mode).toBe(statSync(path.dirname(bundle)).mode);
  });

  it('are run as compiled by who may not write to the clone', () => {
    const isRoot = process.getuid?.() === 0;
    chmodSync(root, isRoot ? 0o755 : 0o555);
    const module = path.resolve(import.meta.dirname, '../../dist/programs/ensure-programs.js');
    const asked = `const { ensurePrograms } = await import(${JSON.stringify(module)});
      console.log(await ensurePrograms(${JSON.stringify(root)}));`;
    const visitor = isRoot ? { uid: 65_534, gid: 65_534 } : {};
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', asked], {
      ...visitor,
      cwd: '/',
      encoding: 'utf8',
    });
    chmodSync(root, 0o755);
    expect({ stdout, stderr }).toEqual({ stdout: `${root}\n`, stderr: '' });
  });

  it('are never taken from a bundling that did not end', async () => {
    write('broken', '');
    await expect(ensurePrograms(root)).rejects.toThrow('bundle.main.js');
    expect(left()).toEqual([]);
    rmSync(path.join(root, 'broken'));
    expect(readdirSync(await ensurePrograms(root))).toEqual(['whole']);
  });

  it('do not fill the disk: the oldest are forgotten', async () => {
    const folders: string[] = [];
    for (let version = 0; version < 6; version += 1) {
      write('package-lock.json', String(version));
      folders.push(await ensurePrograms(root));
      utimesSync(folders.at(-1) ?? '', 1000 + version, 1000 + version);
    }
    expect(left().toSorted()).toEqual(
      folders
        .slice(-4)
        .map((folder) => path.basename(folder))
        .toSorted(),
    );
  });

  function write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
});
