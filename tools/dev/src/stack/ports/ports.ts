import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartRefused } from '../words/start-refused.error.js';
import { codeOf } from '../folder/state-folder.js';

/** The documented addresses; `--port-<name>` changes one, `--free-ports` all. */
export const usualPorts = {
  auth: 8080,
  verify: 8000,
  ehr: 7777,
  imaging: 7778,
  orchestrator: 8090,
  agentSocket: 8081,
  bridge: 3000,
  biasDetector: 8092,
  edge: 8088,
  identityProvider: 8099,
  socialProviders: 8096,
  healthImaging: 8097,
  postgres: 15432,
};

export type PortName = keyof typeof usualPorts;
export type Ports = Readonly<Record<PortName, number>>;

export const portNames = Object.keys(usualPorts) as readonly PortName[];

/** Above what services are known by, below what systems give away themselves (Linux 32768 up; RFC 6335 §6: 49152 up). */
const BLOCKS_FROM = 20_000;
const BLOCKS = 750;
const BLOCK_SIZE = 16;

/**
 * Ports that nobody has at this moment. They are a block whose first one stays taken as long as this process lives, so
 * that of several who start at once none is given the ports of another before that one listens.
 */
export async function freePorts(): Promise<Ports> {
  for (;;) {
    const first = BLOCKS_FROM + randomInt(BLOCKS) * BLOCK_SIZE;
    if (!(await keep(first))) continue;
    const block = portNames.map((name, index) => [name, first + 1 + index] as const);
    const free = await Promise.all(block.map(([, port]) => isFree(port)));
    if (free.every(Boolean)) return { ...usualPorts, ...Object.fromEntries(block) };
  }
}

async function keep(port: number): Promise<boolean> {
  try {
    (await listen(port)).keep();
    return true;
  } catch (error) {
    // Somebody has it, or the system keeps it (Windows); anything else would go wrong with every other port too.
    if (['EADDRINUSE', 'EACCES'].includes(String(codeOf(error)))) return false;
    throw error;
  }
}

/**
 * Says which port is taken before anything is started, so that nothing has to be undone. `patienceMilliseconds`: what
 * an earlier run left may still be on its way out.
 */
export async function refuseBusyPorts(ports: Partial<Ports>, patienceMilliseconds = 0): Promise<void> {
  refuseSharedPorts(ports);
  const deadline = Date.now() + patienceMilliseconds;
  for (const name of portNames) {
    const port = ports[name];
    if (port === undefined) continue;
    while (Date.now() < deadline && !(await isFree(port))) await sleep(100);
    try {
      await (await listen(port)).close();
    } catch (error) {
      if (codeOf(error) === 'EACCES') throw notAllowed(name, port, error);
      throw new StartRefused(
        `Port ${port} (${name}) is in use by another program.`,
        `Stop that program, or choose another port: npm start -- --port-${kebab(name)} ${port + 100}`,
        { cause: error },
      );
    }
  }
}

function refuseSharedPorts(ports: Partial<Ports>): void {
  const all = Object.entries(ports);
  for (const [name, port] of all) {
    const other = all.find(([each, its]) => each !== name && its === port)?.[0];
    if (other === undefined) continue;
    throw new StartRefused(
      `Port ${port} is named for two: ${name} and ${other}.`,
      `Choose another for one: npm start -- --port-${kebab(name)} ${port + 100}`,
    );
  }
}

async function isFree(port: number): Promise<boolean> {
  try {
    await (await listen(port)).close();
    return true;
  } catch {
    // Whatever the reason, the last try tells it.
    return false;
  }
}

/** Systems keep the ports below 1024 for root. */
function notAllowed(name: PortName, port: number, cause: unknown): StartRefused {
  return new StartRefused(
    `Port ${port} (${name}) may not be used by this user.`,
    `Choose one above 1023: npm start -- --port-${kebab(name)} ${usualPorts[name]}`,
    { cause },
  );
}

interface Listening {
  close(): Promise<void>;
  /** Until this process ends, which it does not delay. */
  keep(): void;
}

function listen(port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      resolve({
        close: () => new Promise((done) => server.close(() => done())),
        keep: () => void server.unref(),
      }),
    );
  });
}

export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
