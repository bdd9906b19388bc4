import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const program = path.resolve(import.meta.dirname, '../../dist/start.main.js');
/** 700 are promised, of which npm and run.mjs take 45, and a bit of room. */
const MEGABYTES_MAX = 640;

describe('the whole stack', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'caregate-memory-'));
    chmodSync(folder, 0o711);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  it(`takes less than ${MEGABYTES_MAX} MB when it is ready`, async () => {
    // Only there pages that processes share are counted once.
    if (process.platform !== 'linux') return;
    const { stdout, ...child } = start();
    const said = await text(stdout);
    await child.ended;
    expect(Number(/ready after .*, (?<megabytes>\d+) MB of memory/u.exec(said)?.groups?.['megabytes'])).toBeLessThan(
      MEGABYTES_MAX,
    );
  }, 120_000);

  /** It is asked to end as soon as it is ready. */
  function start() {
    const args = [program, '--free-ports', '--folder', path.join(folder, 'installation')];
    const child = spawn(process.execPath, ['--max-semi-space-size=2', ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Ctrl-C stops everything')) child.kill('SIGINT');
    });
    return { stdout: child.stdout, ended: once(child, 'exit') };
  }
});
