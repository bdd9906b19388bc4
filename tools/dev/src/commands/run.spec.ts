import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const tools = path.resolve(import.meta.dirname, '../../..');

/** A clone with our scripts, and beside them programs that only tell how they were called. */
let clone: string;
beforeEach(() => {
  clone = mkdtempSync(path.join(tmpdir(), 'caregate-clone-'));
  for (const name of ['run.mjs', 'command.mjs', 'bootstrap.mjs', 'paths.mjs', 'tasks.mjs'])
    write(`tools/${name}`, readFileSync(path.join(tools, name)));
  write('package-lock.json', '{}');
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

describe('npm run (feature O19)', () => {
  it.each(['start', 'logs', 'audit:verify', 'generate'])('%s tells its options on a bare clone', (command) => {
    const { status, stdout, stderr } = run([command, '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^npm run ${command}`));
    expect(existsSync(path.join(clone, 'node_modules'))).toBe(false);
  });

  it.each(['', 'nonsense', 'toString', '__proto__'])(
    'says that there is no command "%s", and which there are',
    (name) => {
      const { status, stderr } = run([name]);
      expect(stderr).toMatch(new RegExp(`^There is no command "${name}"\\. There are: start, [^\\n]+\\n$`));
      expect(status).toBe(1);
    },
  );

  it('says in one sentence that a Node is too old which could not even read the rest', () => {
    write('older.cjs', `Object.defineProperty(process.versions, 'node', { value: '12.22.12' })`);
    const preload = ['--require', path.join(clone, 'older.cjs')];
    const args = [...preload, path.join(clone, 'tools/run.mjs'), 'start'];
    const { status, stderr } = spawnSync(process.execPath, args, { env: {}, encoding: 'utf8' });
    expect(stderr).toMatch(
      /^The commands of CareGate need Node 16 [^\n]+ this is 12\.22\.12\. Install Node 24[^\n]+\n$/,
    );
    expect(status).toBe(1);
  });

  it('takes the two dashes that others than npm hand on for no argument', () => {
    installed();
    write('node_modules/jest/bin/jest.js', 'process.stdout.write(JSON.stringify(process.argv.slice(2)))');
    expect(run(['jest', '--', 'libs', '--', '-w1']).stdout).toBe('["libs","--","-w1"]');
    expect(run(['start', '--', '--help']).stdout).toMatch(/^npm run start/);
  });

  it.each([
    ['test', 'apps/auth', / npm run nx -- test \w+/u],
    ['check', '--fast', /--fast\.\n$/u],
  ])('%s does not run for half an hour when it is asked for something that it does not know', (name, word, hint) => {
    const { status, stdout, stderr } = run([name, word]);
    expect(stderr).toMatch(new RegExp(`^npm run ${name} takes nothing behind it, also not ${word}\\.[^\\n]*\\n$`, 'u'));
    expect(stderr).toMatch(hint);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });

  it('lets no variable of the shell lead to another database or through a proxy', () => {
    installed();
    const seen = environmentOf('jest', { PGHOST: 'db.example', PGSSLMODE: 'require', no_proxy: '.corp' });
    expect(Object.keys(seen).filter((name) => name.startsWith('PG'))).toEqual([]);
    expect(seen).toMatchObject({ NO_PROXY: '.corp,127.0.0.1,localhost', no_proxy: '.corp,127.0.0.1,localhost' });
  });
});

describe('the installation that a command is about (feature O19)', () => {
  beforeEach(() => {
    installed();
    write('node_modules/@typescript/native/bin/tsc', '');
  });

  it.each([
    ['start', 'dev'],
    ['reset', 'dev'],
    ['oauth', 'dev'],
    ['ehr', 'dev'],
    ['audit:verify', 'dev'],
    ['up', 'ops'],
    ['down', 'ops'],
    ['status', 'ops'],
    ['logs', 'ops'],
    ['doctor', 'ops'],
  ])('is for %s what --folder names, else CAREGATE_FOLDER, else its own default', (command, tool) => {
    const env = { CAREGATE_FOLDER: '/srv/ours', INIT_CWD: '/home' };
    expect(wordsOf(command, tool, ['x'], env)).toEqual(['--folder', '/srv/ours', 'x']);
    expect(wordsOf(command, tool, ['--folder', '/srv/mine'], env)).toEqual(['--folder', '/srv/mine']);
    expect(wordsOf(command, tool, ['--folder=/srv/mine'], env)).toEqual(['--folder=/srv/mine']);
    expect(wordsOf(command, tool, ['x'], { CAREGATE_FOLDER: '' })).toEqual(['x']);
  });

  it('is seen from where the command was called, not from the root to which npm changes', () => {
    const env = { INIT_CWD: '/srv/wards' };
    expect(wordsOf('status', 'ops', ['--folder', 'east'], env)).toEqual(['--folder', '/srv/wards/east']);
    expect(wordsOf('status', 'ops', ['--folder=../east'], env)).toEqual(['--folder=/srv/east']);
    expect(wordsOf('status', 'ops', [], { ...env, CAREGATE_FOLDER: 'east' })).toEqual(['--folder', '/srv/wards/east']);
    expect(wordsOf('setup', 'ops', ['--folder', '.'], env, 'deploy:setup')).toEqual(['--folder', '/srv/wards']);
  });

  it('is left to the command to refuse where the name is empty, or is none', () => {
    const env = { CAREGATE_FOLDER: '/srv/ours', INIT_CWD: '/srv' };
    expect(wordsOf('down', 'ops', ['--folder', ''], env)).toEqual(['--folder', '']);
    expect(wordsOf('down', 'ops', ['--folder', '--json'], env)).toEqual(['--folder', '--json']);
    expect(wordsOf('down', 'ops', ['--folder'], env)).toEqual(['--folder']);
  });

  it('is none for a deployment, whatever CAREGATE_FOLDER names', () => {
    const env = { CAREGATE_FOLDER: '/srv/ours' };
    expect(wordsOf('setup', 'ops', ['--host', 'care.example.org'], env, 'deploy:setup')).toEqual([
      '--host',
      'care.example.org',
    ]);
  });

  /** What the program behind a command is called with. */
  function wordsOf(
    program: string,
    tool: string,
    words: readonly string[],
    env: Record<string, string>,
    command = program,
  ): unknown {
    const entry = `tools/${tool}/dist/${program.replace(':', '-')}.main.js`;
    write(entry, 'process.stdout.write(JSON.stringify(process.argv.slice(2)))');
    return JSON.parse(run([command, ...words], env).stdout);
  }
});

describe('compiling (feature O19)', () => {
  it('is left to the owner of the clone, in one sentence, whatever the compiler says', () => {
    installed();
    write('node_modules/@typescript/native/bin/tsc', 'console.error("panic: at\\n  somewhere"); process.exit(2)');
    const { status, stdout, stderr } = asVisitor(['build']);
    expect(stderr).toMatch(/^\S+ is not compiled, and this user may not do it\. .* npm run build\.\n$/);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });

  it('is no need of whom may not write, when all is compiled', () => {
    installed();
    write('node_modules/@typescript/native/bin/tsc', '');
    expect(asVisitor(['build'])).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('installing what the lockfile names (feature O19)', () => {
  it('takes what compiles, whatever the caller has npm leave out, and is done once', () => {
    fakeNpm(0);
    expect(run(['jest'], onPath({ NODE_ENV: 'production', npm_execpath: '/usr/lib/yarn/bin/yarn.js' })).status).toBe(0);
    expect(run(['jest'], onPath({})).status).toBe(0);
    const calls = readFileSync(path.join(clone, 'npm-calls'), 'utf8').trim().split('\n');
    expect(calls).toEqual([expect.stringMatching(/^ci --include=dev --include=optional /)]);
  });

  it('leaves it readable for the account of the database, whatever the umask, which is the same again then', () => {
    fakeNpm(0);
    const [command, args] = ['umask 077; exec "$0" "$@"', [path.join(clone, 'tools/run.mjs'), 'jest']];
    spawnSync('/bin/sh', ['-c', command, process.execPath, ...args], { env: onPath({}) });
    const modeOf = (name: string) => statSync(path.join(clone, 'node_modules', name)).mode & 0o777;
    expect([modeOf('jest/bin'), modeOf('jest/bin/jest.js'), modeOf('.install-stamp')]).toEqual([0o755, 0o644, 0o600]);
  });

  it('is stopped without a word, and begun again by the next command', () => {
    write('bin/npm', '#!/bin/sh\nkill -INT $$\n');
    chmodSync(path.join(clone, 'bin/npm'), 0o755);
    const { status, stderr } = run(['jest'], onPath({}));
    expect(stderr).toMatch(/^Installing [^\n]+\n$/u);
    expect(status).toBe(130);
    expect(existsSync(path.join(clone, '.install-lock'))).toBe(false);
  });

  it('says in one sentence that it failed, and is not taken for done', () => {
    fakeNpm(1);
    for (const _time of [1, 2]) {
      const { status, stderr } = run(['jest'], onPath({}));
      expect(stderr.trim().split('\n').at(-1)).toMatch(/^npm ci failed; .* run the same command again\.$/);
      expect(status).toBe(1);
    }
    expect(existsSync(path.join(clone, '.install-lock'))).toBe(false);
  });

  it('goes on at once after one that was killed', () => {
    fakeNpm(0);
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    write('.install-lock/owner', String(dead));
    expect(run(['jest'], onPath({})).stderr).not.toContain('waiting');
    expect(existsSync(path.join(clone, '.install-lock'))).toBe(false);
  });

  it('waits for another that works, and says so', async () => {
    fakeNpm(0);
    write('.install-lock/owner', String(process.pid));
    const waiting = spawn(process.execPath, [path.join(clone, 'tools/run.mjs'), 'jest'], {
      env: onPath({}),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = once(waiting, 'exit');
    const [first] = (await once(waiting.stderr, 'data')) as [Buffer];
    expect(first.toString()).toContain('Another command installs at this moment; waiting for it …');
    expect(existsSync(path.join(clone, 'npm-calls'))).toBe(false);
    rmSync(path.join(clone, '.install-lock'), { recursive: true });
    const [rest] = await Promise.all([text(waiting.stderr), ended]);
    expect({ rest: rest.match(/waiting/), status: waiting.exitCode }).toEqual({ rest: null, status: 0 });
  });
});

function write(name: string, content: string | Buffer): string {
  const file = path.join(clone, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

/** As after `npm ci`, with this very Node in the place of the pinned one, and a Jest that prints its environment. */
function installed(): void {
  const stamp = createHash('sha256').update('{}').update(`${process.platform}-${process.arch}`).digest('hex');
  write('node_modules/.install-stamp', stamp);
  write('node_modules/jest/bin/jest.js', 'process.stdout.write(JSON.stringify(process.env))');
}

function fakeNpm(status: number): void {
  const jest = 'node_modules/jest/bin';
  const script = `#!/bin/sh\necho "$*" >> npm-calls\nmkdir -p ${jest} && : > ${jest}/jest.js\nexit ${status}\n`;
  chmodSync(write('bin/npm', script), 0o755);
}

function onPath(more: Record<string, string>): Record<string, string> {
  return { PATH: `${path.join(clone, 'bin')}:/usr/bin:/bin`, ...more };
}

function run(args: readonly string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, [path.join(clone, 'tools/run.mjs'), ...args], { env, encoding: 'utf8' });
}

/** As somebody who may read the clone and not write to it. */
function asVisitor(args: readonly string[]) {
  const isRoot = process.getuid?.() === 0;
  chmodSync(clone, 0o755);
  if (!isRoot) chmodSync(path.join(clone, 'node_modules'), 0o555);
  const visitor = isRoot ? { uid: 65_534, gid: 65_534 } : {};
  const env = { NODE_COMPILE_CACHE: '', HOME: '/' };
  const done = spawnSync(process.execPath, [path.join(clone, 'tools/run.mjs'), ...args], {
    ...visitor,
    env,
    encoding: 'utf8',
  });
  if (!isRoot) chmodSync(path.join(clone, 'node_modules'), 0o755);
  return done;
}

function environmentOf(command: string, env: Record<string, string>): Record<string, string> {
  return z.record(z.string(), z.string()).parse(JSON.parse(run([command], env).stdout));
}
