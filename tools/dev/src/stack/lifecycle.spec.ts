import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { identify, isRunning, runningPostmaster, type RunningProcess } from '@caregate/postgres';
import pg from 'pg';
import { ensureSecrets } from './folder/secrets.js';

const programs = path.resolve(import.meta.dirname, '../../dist');
const GONE_MILLISECONDS_MAX = 10_000;

/** What stopping, killing and restarting are about is the same for few rooms as for all. */
const few = ['--free-ports', '--rooms', 'sandbox,auth,ehr-mcp'];

let home: string;
let folder: string;
let supervisor: ChildProcess | undefined;
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'caregate-lifecycle-'));
  // Started by root, the database runs as nobody and has to pass.
  chmodSync(home, 0o711);
  folder = path.join(home, 'installation');
});
afterAll(async () => {
  supervisor?.kill('SIGKILL');
  await until(() => runningPostmaster(path.join(folder, 'postgres')) === undefined);
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

/** One installation that goes through a hard life; each step finds what the one before has left. */
describe('the local stack', () => {
  it('leaves nothing running when it is killed in the middle of its first start', async () => {
    const { said } = start();
    await said('✓ database');
    const started = await descendants();
    expect(started.length).toBeGreaterThan(1);
    supervisor?.kill('SIGKILL');
    await expect(allGone(started)).resolves.toEqual([]);
  }, 120_000);

  it('completes with the next start what the killed one began', async () => {
    await expect(start().said('Ctrl-C stops everything')).resolves.toMatch(/ready after .* MB of memory/);
    await ask('CREATE TABLE public.kept AS SELECT 42 AS answer');
  }, 120_000);

  it('keeps a second start and a reset away from its folder while it runs', async () => {
    const refusals = await Promise.all([run('start', ...few), run('reset')]);
    for (const { status, output } of refusals) {
      expect(output).toContain(`CareGate is already running from this folder (process ${supervisor?.pid}).\n→ `);
      expect(status).toBe(1);
    }
  }, 120_000);

  it('has its audit trail verified while it runs', async () => {
    await expect(run('audit-verify')).resolves.toMatchObject({
      status: 0,
      output: expect.stringContaining('The audit trail is intact.'),
    });
  }, 120_000);

  it('says so and ends everything when its database dies', async () => {
    const running = supervisor;
    const ended = running && once(running, 'exit');
    const heard = running?.stderr && text(running.stderr);
    process.kill(runningPostmaster(path.join(folder, 'postgres'))?.pid ?? 0, 'SIGKILL');
    await expect(ended).resolves.toEqual([1, null]);
    await expect(heard).resolves.toContain('PostgreSQL ended by itself.');
    await start().said('Ctrl-C stops everything');
  }, 120_000);

  it('leaves nothing running within ten seconds when its supervisor is killed', async () => {
    const started = await descendants();
    // Three processes, the watchdog of the database, and the database.
    expect(started.length).toBeGreaterThanOrEqual(5);
    supervisor?.kill('SIGKILL');
    await expect(allGone(started)).resolves.toEqual([]);
  }, 120_000);

  it('starts again after that with all its data, and ends in order when it is asked to', async () => {
    const { said } = start();
    await said('Ctrl-C stops everything');
    await expect(ask('SELECT answer FROM public.kept')).resolves.toEqual([{ answer: 42 }]);
    const started = await descendants();
    supervisor?.kill('SIGINT');
    await said('Stopped. The data stays in the folder');
    await expect(allGone(started)).resolves.toEqual([]);
  }, 120_000);

  it('has its audit trail verified while it is stopped, and is cleared by a reset', async () => {
    await expect(run('audit-verify')).resolves.toMatchObject({ status: 0 });
    await expect(run('reset')).resolves.toMatchObject({ status: 0 });
    expect(() => readFileSync(path.join(folder, 'secrets.json'))).toThrow('ENOENT');
  }, 120_000);

  it('says so at once when a room ends while others wait for it, and leaves nothing running', async () => {
    const rooms = ['--free-ports', '--rooms', 'sandbox,auth,orchestrator,bias-detector'];
    // The second time the detector has its token, and only waits.
    const first = launch('start', ...rooms);
    for await (const chunk of first.stdout) if (String(chunk).includes('Ctrl-C stops everything')) first.kill('SIGINT');
    const child = launch('start', ...rooms);
    supervisor = child;
    const killed = await killedWhen(child, 'apps/orchestrator/');
    const [said, status] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(performance.now() - killed).toBeLessThan(40_000);
    expect(said).toMatch(/orchestrator ended with SIGKILL\./);
    expect(status[0]).toBe(1);
    expect(runningPostmaster(path.join(folder, 'postgres'))).toBeUndefined();
  }, 240_000);

  it('says in one sentence which port is busy, and starts nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { status, output } = await run('start', ...few, '--port-auth', `${port}`);
    other.close();
    expect(output).toMatch(
      new RegExp(`\n\nPort ${port} \\(auth\\) is in use by another program\\.\n→ [^\n]*--port-auth[^\n]*\n$`),
    );
    expect(status).toBe(1);
    expect(runningPostmaster(path.join(folder, 'postgres'))).toBeUndefined();
  }, 120_000);
});

function start() {
  const child = launch('start', ...few);
  supervisor = child;
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const said = async (sentence: string) => {
    await until(() => output.includes(sentence) || child.exitCode !== null, 100_000);
    expect(output).toContain(sentence);
    return output;
  };
  return { said };
}

async function run(program: string, ...options: string[]): Promise<{ status: number | null; output: string }> {
  const child = launch(program, ...options);
  const exited = once(child, 'exit');
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { status: child.exitCode, output: said + complained };
}

function launch(program: string, ...options: string[]) {
  const args = [path.join(programs, `${program}.main.js`), '--folder', folder, ...options];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function ask(sql: string): Promise<unknown[]> {
  const port = runningPostmaster(path.join(folder, 'postgres'))?.port ?? 0;
  const password = ensureSecrets(path.join(folder, 'secrets.json')).postgresSuperuser;
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'caregate' });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The supervisor, all that it started, and the database, which is nobody's child. */
async function descendants(): Promise<RunningProcess[]> {
  const root = supervisor?.pid ?? 0;
  const children = (await text(spawn('ps', ['-e', '-o', 'pid=,ppid=']).stdout))
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid = 0, parent]) => (parent === root ? [pid] : []));
  const database = runningPostmaster(path.join(folder, 'postgres'));
  return [root, ...children, ...(database === undefined ? [] : [database.pid])].map(identify);
}

/** Kills the first child with this in its command line; answers when. */
async function killedWhen({ pid = 0, stdout }: ReturnType<typeof launch>, command: string): Promise<number> {
  stdout.resume();
  for (;;) {
    const lines = (await text(spawn('ps', ['-e', '-o', 'pid=,ppid=,args=']).stdout)).split('\n');
    const line = lines.find((each) => each.includes(command) && Number(each.trim().split(/\s+/)[1]) === pid);
    if (line === undefined) continue;
    process.kill(Number(line.trim().split(/\s+/)[0]), 'SIGKILL');
    return performance.now();
  }
}

async function allGone(started: readonly RunningProcess[]): Promise<readonly RunningProcess[]> {
  const left = () => started.filter(isRunning);
  await until(() => left().length === 0, GONE_MILLISECONDS_MAX);
  return left();
}

async function until(holds: () => boolean, milliseconds = GONE_MILLISECONDS_MAX): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!holds() && Date.now() < deadline) await pause(50);
}
