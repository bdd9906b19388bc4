import { parseArgs } from 'node:util';
import { fields, loadConfig } from '@caregate/kit-config';
import { runningPostmaster } from '@caregate/postgres';
import { z } from 'zod';
import { launchers } from './stack/ancestors.js';
import { roomNames, type RoomName } from './stack/apps/rooms.js';
import { describeEnd } from './stack/words/describe-end.js';
import { describeFailure } from './stack/words/describe-failure.js';
import { folderGiven } from './stack/folder/folder-given.js';
import { memoryMegabytes } from './stack/memory.js';
import { kebab, portNames, usualPorts, type Ports } from './stack/ports/ports.js';
import { terminalProgress } from './stack/words/progress.js';
import { rememberedPorts } from './stack/ports/remembered-ports.js';
import { startScreen } from './stack/words/screen.js';
import { startStack, type RunningStack } from './stack/stack.js';
import { StartRefused } from './stack/words/start-refused.error.js';
import { openStateFolder } from './stack/folder/state-folder.js';
import { StopRequest } from './stack/stop-request.js';

const variables = z.object({
  REDIS_URL: fields.redisUrl().optional(),
  /** Node's own: authorities that the apps believe too, for a Redis over TLS, say. */
  NODE_EXTRA_CA_CERTS: z.string().optional(),
  /** Of the terminal: a dumb one shows control sequences instead of heeding them. */
  TERM: z.string().optional(),
});

const stopping = new StopRequest();

async function main(): Promise<void> {
  const startedAt = performance.now();
  const { folder, ports, rooms } = await optionsFromCommandLine();
  const { REDIS_URL: redisUrl, NODE_EXTRA_CA_CERTS: authoritiesFile, TERM: terminal } = loadConfig(variables);
  process.stdout.write('Starting CareGate with synthetic data …\n');
  const progress = stopping.between(terminalProgress(process.stdout, terminal));
  const stack = await startStack({ folder, ports, rooms, redisUrl, authoritiesFile, progress });
  if (stopping.requested) return end(stack, 0);
  stopping.onRequest(() => void end(stack, 0));
  const seconds = (performance.now() - startedAt) / 1000;
  process.stdout.write(startScreen(stack, seconds, memoryMegabytes(processesOf(stack))));
  const { sentence, wayOut } = describeEnd(await stack.failure);
  if (stopping.requested) return;
  process.stderr.write(`\n${sentence}\n→ ${wayOut}\n`);
  await end(stack, 1);
}

/** PostgreSQL detaches itself, so it is no child of ours; npm and run.mjs are there only because we are. */
function processesOf(stack: RunningStack): number[] {
  const database = runningPostmaster(stack.folder.postgres);
  const apps = stack.apps.map(({ pid }) => pid);
  return [process.pid, ...launchers(), ...apps, ...(database === undefined ? [] : [database.pid])];
}

async function end(stack: RunningStack, status: number): Promise<never> {
  process.stdout.write('\nStopping …\n');
  await stack.stop();
  process.stdout.write('Stopped. The data stays in the folder; npm run reset clears it.\n');
  return process.exit(status);
}

async function optionsFromCommandLine(): Promise<{ folder: string; ports: Ports; rooms: readonly RoomName[] }> {
  const portOptions = Object.fromEntries(portNames.map((name) => [`port-${kebab(name)}`, { type: 'string' as const }]));
  const { values } = parseArgs({
    options: {
      folder: { type: 'string' },
      'free-ports': { type: 'boolean' },
      rooms: { type: 'string' },
      ...portOptions,
    },
  });
  const folder = folderGiven(values.folder);
  const base = values['free-ports'] === true ? await rememberedPorts(openStateFolder(folder)) : usualPorts;
  const chosen = portNames.flatMap((name) => {
    const text: unknown = Reflect.get(values, `port-${kebab(name)}`);
    return typeof text === 'string' ? [[name, portOf(name, text)] as const] : [];
  });
  const rooms = values.rooms === undefined ? roomNames : values.rooms.split(',').map(roomOf);
  return { folder, ports: { ...base, ...Object.fromEntries(chosen) }, rooms };
}

function roomOf(name: string): RoomName {
  const room = roomNames.find((each) => each === name);
  if (room !== undefined) return room;
  throw new StartRefused(`"${name}" is no room.`, `The rooms are ${roomNames.join(', ')}.`);
}

function portOf(name: string, text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StartRefused(`"${text}" is no port for ${name}.`, 'A port is a whole number from 1 to 65535.');
}

/** Whatever runs by then ends with us: the apps because their channel closes, the database by its watchdog. */
function fail(error: unknown): never {
  const { sentence, wayOut } = stopping.requested ? StopRequest.stoppedEarly : describeFailure(error);
  process.stderr.write(`\n${sentence}\n→ ${wayOut}\n`);
  return process.exit(1);
}

// The terminal may be gone already, and that must not keep anything running.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.on('uncaughtException', fail);

try {
  await main();
} catch (error) {
  fail(error);
}
