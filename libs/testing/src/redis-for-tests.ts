import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { claim, identify, startWatchdog } from '@caregate/postgres';
import { freePort } from './free-port.js';

export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** What the machine offers; given by the specs of this file only. */
export interface RedisOffer {
  readonly program?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * A Redis for one spec: the one at REDIS_URL, else an own `redis-server`. Without either it answers `undefined` and says
 * so, or throws where CAREGATE_REQUIRE_REDIS=1 forbids to go on without.
 */
export async function redisForTests(offer: RedisOffer = {}): Promise<TestRedis | undefined> {
  // oxlint-disable-next-line node/no-process-env -- specs have no configuration; two variables say what there is
  const { program = 'redis-server', environment = process.env } = offer;
  const { REDIS_URL: given, CAREGATE_REQUIRE_REDIS: required } = environment;
  if (given) return { url: given, stop: async () => {} };
  return (await ownRedis(program)) ?? absent(required === '1');
}

async function ownRedis(program: string): Promise<TestRedis | undefined> {
  const folder = path.join(os.tmpdir(), `caregate-redis-spec-${randomUUID()}`);
  await mkdir(folder, { mode: 0o700 });
  const port = await freePort();
  await watchOver(folder, port);
  const server = spawn(program, argumentsOf(folder, port), { stdio: 'ignore' });
  const url = `redis://127.0.0.1:${port}`;
  const stop = () => end(server, folder);
  if (await comesUp(server, port)) return { url, stop };
  await stop();
  return undefined;
}

function argumentsOf(folder: string, port: number): string[] {
  const listen = ['--port', String(port), '--bind', '127.0.0.1'];
  const files = ['--dir', folder, '--pidfile', path.join(folder, 'redis.pid')];
  return [...listen, ...files, '--save', '', '--appendonly', 'no'];
}

/** A killed worker stops nothing itself, and Redis would stay for ever. */
async function watchOver(folder: string, port: number): Promise<void> {
  const owner = identify(process.pid);
  const claimFile = path.join(folder, 'owner.json');
  const token = await claim(claimFile, owner);
  const pidFile = path.join(folder, 'redis.pid');
  // Redis rewrites its command line to its name and address.
  startWatchdog({ owner, claimFile, token, pidFile, command: `127.0.0.1:${port}`, removeFolder: folder });
}

async function comesUp(server: ChildProcess, port: number): Promise<boolean> {
  let failed = false;
  server.once('error', () => (failed = true));
  server.once('exit', () => (failed = true));
  while (!failed) {
    if (await accepts(port)) return true;
    await pause(20);
  }
  return false;
}

async function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function end(server: ChildProcess, folder: string): Promise<void> {
  if (server.pid !== undefined && server.exitCode === null && server.signalCode === null) {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await gone;
  }
  await rm(folder, { recursive: true, force: true });
}

function absent(required: boolean): undefined {
  const sentence = 'No Redis: redis-server is not on the PATH and REDIS_URL is not set.';
  if (required) throw new Error(sentence);
  process.stderr.write(`\n*** ${sentence} The specs that need it prove nothing in this run. ***\n`);
  return undefined;
}
