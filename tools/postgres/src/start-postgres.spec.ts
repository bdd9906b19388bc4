import { randomUUID } from 'node:crypto';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { identify, isRunning } from './running-process.js';
import { startPostgres } from './start-postgres.js';

/** A folder whose first start is behind it: that takes seconds, and few specs are about it. */
const used = newFolder();
let dataFolder: string;
let spawned: ChildProcess[];

beforeAll(async () => {
  await (await startPostgres({ dataFolder: used, durable: false })).stop();
});
beforeEach(() => {
  dataFolder = newFolder();
  spawned = [];
});
afterAll(() => rm(path.dirname(used), { recursive: true, force: true }));

afterEach(async () => {
  spawned.forEach((child) => child.kill('SIGKILL'));
  await rm(path.dirname(dataFolder), { recursive: true, force: true });
});

describe('an embedded database', () => {
  it('keeps what was stored when it is stopped and started again', async () => {
    await givenUsedFolder();
    const first = await start();
    await ask(first.superuserUrl, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start();
    expect(await ask(second.superuserUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('knows capital letters beyond English, and sorts alike on every machine', async () => {
    await givenUsedFolder();
    const server = await start();
    expect(await ask(server.superuserUrl, `select lower('ÉMILE ŽIŽEK') as low, 'Z' < 'a' as by_code_point`)).toEqual([
      { low: 'émile žižek', by_code_point: true },
    ]);
    await server.stop();
  });

  it('refuses a folder that a living process uses, and the refusal does not disturb that one', async () => {
    await givenUsedFolder();
    const server = await start();
    await expect(start()).rejects.toMatchObject({
      reason: 'in-use',
      message: expect.stringContaining(`${process.pid}`),
    });
    expect(await ask(server.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('names a busy port, and starts on a free one afterwards', async () => {
    await givenUsedFolder();
    const { port, close } = await givenListener();
    await expect(start({ port })).rejects.toMatchObject({ reason: 'port-busy' });
    await close();
    const server = await start({ port });
    expect(server.port).toBe(port);
    await server.stop();
  });

  it('says so when it may not enter or write where the folder should be', async () => {
    // Root may write anywhere, but the server runs as another account, which may not pass here.
    const mode = process.getuid?.() === 0 ? 0o700 : 0o500;
    await mkdir(path.dirname(dataFolder), { mode });
    await expect(start()).rejects.toMatchObject({ reason: 'not-permitted', wayOut: expect.stringContaining('chmod') });
  });

  it.each(['a"b', 'a$(id)b', 'a`id`b', 'a\\b', 'a\nb', 'd'.repeat(200).concat('/').repeat(5)])(
    'refuses the folder %j before a shell reads its name',
    async (name) => {
      const asked = path.join(dataFolder, name);
      await expect(start({ dataFolder: asked })).rejects.toMatchObject({ reason: 'path' });
      expect(existsSync(asked)).toBe(false);
    },
  );

  it('starts in a folder whose name has spaces, apostrophes and letters of others', async () => {
    dataFolder = path.join(path.dirname(dataFolder), "Ž' #%;&☃ x");
    await givenUsedFolder();
    const server = await start();
    expect(await ask(server.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('refuses a wrong password, leaving no server behind', async () => {
    await (await start({ superuserPassword: 'right' })).stop();
    await expect(start({ superuserPassword: 'wrong' })).rejects.toMatchObject({ reason: 'password' });
    expect(existsSync(path.join(dataFolder, 'cluster', 'postmaster.pid'))).toBe(false);
  });

  it('refuses the folder of another major version without touching it', async () => {
    await mkdir(path.join(dataFolder, 'cluster'), { recursive: true });
    await writeFile(path.join(dataFolder, 'cluster', 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toMatchObject({ reason: 'other-version', message: expect.stringContaining('17') });
    expect(await readFile(path.join(dataFolder, 'cluster', 'PG_VERSION'), 'utf8')).toBe('17\n');
  });

  it('clears away a first start that broke off in the middle', async () => {
    const half = path.join(dataFolder, 'cluster.new-dead');
    await mkdir(half, { recursive: true });
    await writeFile(path.join(half, 'PG_VERSION'), '18\n');
    const server = await start();
    expect(existsSync(half)).toBe(false);
    await server.stop();
  });

  it('clears away a first start that broke off while what it ran still writes', async () => {
    await givenUsedFolder();
    const draft = path.join(dataFolder, 'cluster.new-1');
    await mkdir(draft);
    // As an initdb whose caller was killed: it ends when its folder is gone.
    const writes = `for (let i = 0; i < 20000; i += 1) require('node:fs').writeFileSync('${draft}/' + i, '')`;
    spawned.push(spawn(process.execPath, ['-e', writes], { stdio: 'ignore' }));
    await until(async () => existsSync(path.join(draft, '100')));
    const server = await start();
    expect(existsSync(draft)).toBe(false);
    await server.stop();
  });
});

describe('a database whose process died by kill -9', () => {
  it('recovers, even when a stranger has the process number by now', async () => {
    await givenUsedFolder();
    const server = await start();
    await ask(server.superuserUrl, 'create table kept as select 42 as answer');
    process.kill(await serverPid(), 'SIGKILL');
    await until(async () => !(await answers(server.superuserUrl)));
    await server.stop();
    const pidFile = path.join(dataFolder, 'cluster', 'postmaster.pid');
    const [, ...rest] = (await readFile(pidFile, 'utf8')).split('\n');
    await writeFile(pidFile, [process.pid, ...rest].join('\n'));
    const again = await start();
    expect(await ask(again.superuserUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await again.stop();
  });
});

describe('a database whose owner died by kill -9', () => {
  it('is stopped by its watchdog', async () => {
    await givenUsedFolder();
    const owner = givenProcess();
    const server = await start({ ownerPid: owner.pid });
    owner.kill('SIGKILL');
    await until(async () => !(await answers(server.superuserUrl)));
    await until(async () => !existsSync(path.join(dataFolder, 'owner.json')));
  });

  it('leaves no folder behind when it was disposable', async () => {
    await givenUsedFolder();
    const owner = givenProcess();
    await start({ ownerPid: owner.pid, disposable: true });
    owner.kill('SIGKILL');
    await until(async () => !existsSync(dataFolder));
  });

  it('passes to the next owner, whom the watchdog of the dead one leaves alone', async () => {
    await givenUsedFolder();
    const owner = givenProcess();
    const first = await start({ ownerPid: owner.pid });
    await ask(first.superuserUrl, 'create table kept as select 42 as answer');
    const firstPid = await serverPid();
    owner.kill('SIGKILL');
    await until(async () => !isRunning(identify(owner.pid)));
    const second = await start();
    expect(await serverPid()).not.toBe(firstPid);
    // Longer than two looks of a watchdog.
    await pause(600);
    // Nor does the handle of the dead owner, should it still be somewhere, have power over it.
    await first.stop();
    expect(await ask(second.superuserUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('costs no stranger its life who has the number of the server by then', async () => {
    await givenUsedFolder();
    const [owner, stranger] = [givenProcess(), givenProcess()];
    await start({ ownerPid: owner.pid });
    process.kill(await serverPid(), 'SIGKILL');
    await writeFile(path.join(dataFolder, 'cluster', 'postmaster.pid'), `${stranger.pid}\n`);
    owner.kill('SIGKILL');
    await until(async () => !existsSync(path.join(dataFolder, 'owner.json')));
    expect(isRunning(identify(stranger.pid))).toBe(true);
  });

  it('is not started at all when the owner is dead already', async () => {
    const owner = givenProcess();
    owner.kill('SIGKILL');
    await until(async () => !isRunning(identify(owner.pid)));
    await expect(start({ ownerPid: owner.pid })).rejects.toMatchObject({ reason: 'owner-gone' });
    expect(existsSync(dataFolder)).toBe(false);
  });

  it('is not left behind when the owner dies in the middle of the first start', async () => {
    const owner = givenProcess();
    const starting = start({ ownerPid: owner.pid, disposable: true }).then(
      (server) => server.superuserUrl,
      () => undefined,
    );
    await until(async () => existsSync(path.join(dataFolder, 'owner.json')));
    owner.kill('SIGKILL');
    const url = await starting;
    await until(async () => !existsSync(dataFolder) && (url === undefined || !(await answers(url))));
  });
});

function newFolder(): string {
  return path.join(os.tmpdir(), `caregate-postgres-spec-${randomUUID()}`, 'data');
}

/** Root's server runs as another account, to whom its files have to belong. */
async function givenUsedFolder(): Promise<void> {
  if (process.getuid?.() !== 0) return cp(used, dataFolder, { recursive: true });
  await mkdir(path.dirname(dataFolder));
  await promisify(execFile)('cp', ['-a', used, dataFolder]);
}

function start(options: Partial<Parameters<typeof startPostgres>[0]> = {}) {
  return startPostgres({ dataFolder, durable: false, ...options });
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  return ask(url, 'select 1').then(
    () => true,
    () => false,
  );
}

async function serverPid(): Promise<number> {
  return Number.parseInt(await readFile(path.join(dataFolder, 'cluster', 'postmaster.pid'), 'utf8'), 10);
}

function givenProcess(): ChildProcess & { pid: number } {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  spawned.push(child);
  const { pid } = child;
  if (pid === undefined) throw new Error('The process of the spec did not start.');
  return Object.assign(child, { pid });
}

async function givenListener(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = await new Promise<Server>((resolve) => {
    const made = createServer().listen(0, '127.0.0.1', () => resolve(made));
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(50);
}
