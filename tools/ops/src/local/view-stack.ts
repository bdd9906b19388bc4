import { createConnection } from 'node:net';
import { readHealth, type HealthReading } from '../probe/read-health.js';
import type { AppView } from './app-view.js';
import { listeningPorts } from './listening-ports.js';
import type { LocalFolder } from './local-folder.js';
import { postmasterOf } from './postmaster.js';
import { processTable, type ProcessRow } from './process-table.js';
import { stackOwner } from './stack-owner.js';

export interface StackView {
  /** The process that holds everything together; none when nothing runs. */
  readonly owner: ProcessRow | undefined;
  readonly apps: readonly AppView[];
}

/** Looks at what really runs: processes, the ports they listen on, and what they answer. */
export async function viewStack(folder: LocalFolder): Promise<StackView> {
  const processes = processTable();
  const owner = stackOwner(folder, processes);
  const children = processes.filter(({ parent, command }) => parent === owner?.pid && nameOf(command) !== undefined);
  const apps = await Promise.all(owner === undefined ? [] : children.map((row) => viewApp(row)));
  const database = await viewDatabase(folder, processes);
  return { owner, apps: [...database, ...apps.toSorted((a, b) => a.name.localeCompare(b.name))] };
}

/** `apps/auth/dist/main.js` is auth; `…/dist/sandbox/identity-provider.main.js` is identity-provider. */
export function nameOf(command: string): string | undefined {
  const entry = /(?:^|[\s/])((?:apps|tools)\/[\w-]+\/dist\/\S*main\.js)/.exec(command)?.[1]?.split('/');
  const file = entry?.at(-1)?.replace(/\.?main\.js$/, '');
  return file === '' ? entry?.[1] : file;
}

async function viewApp({ pid, memoryMegabytes, command }: ProcessRow): Promise<AppView> {
  const ports = listeningPorts(pid);
  const readings = await Promise.all(ports.map((port) => readPort(port)));
  // Of an app's ports one answers for all; /verify and raw sockets know no probes.
  const best = readings.find(hasReport) ?? readings.find(isWell) ?? readings[0];
  const ailing = Object.entries(best?.checks ?? {}).filter(([, status]) => status !== 'healthy');
  return {
    name: nameOf(command) ?? command,
    pid,
    ports,
    memoryMegabytes,
    // A worker that listens nowhere is as well as its process.
    health: ports.length === 0 ? 'healthy' : (best?.status ?? 'unreachable'),
    ailing: ailing.map(([name]) => name),
  };
}

/** The apps answer `/ready` with a report; what belongs to the sandbox has that or `/healthz`. */
async function readPort(port: number): Promise<HealthReading> {
  const ready = await readHealth(`http://127.0.0.1:${port}/ready`);
  if (hasReport(ready) || isWell(ready)) return ready;
  const plain = await readHealth(`http://127.0.0.1:${port}/healthz`);
  return isWell(plain) ? plain : ready;
}

const isWell = ({ status }: HealthReading) => status === 'healthy';
const hasReport = ({ checks }: HealthReading) => Object.keys(checks).length > 0;

async function viewDatabase(folder: LocalFolder, processes: readonly ProcessRow[]): Promise<AppView[]> {
  const server = postmasterOf(folder);
  if (server === undefined) return [];
  const family = processes.filter(({ pid, parent }) => pid === server.pid || parent === server.pid);
  return [
    {
      name: 'postgres',
      pid: server.pid,
      ports: [server.port],
      // Its processes share their buffers, so the sum would count those many times over; the largest stands for all.
      memoryMegabytes: Math.max(0, ...family.map(({ memoryMegabytes }) => memoryMegabytes)),
      health: (await accepts(server.port)) ? 'healthy' : 'unreachable',
      ailing: [],
    },
  ];
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1', timeout: 2_000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
