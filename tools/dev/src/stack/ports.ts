import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartRefused } from './start-refused.error.js';
import { codeOf } from './state-folder.js';

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

/** Ports that nobody has at this moment. */
export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all(portNames.map(() => listen(0)));
  const found = portNames.map((name, index) => [name, servers[index]?.port ?? 0] as const);
  await Promise.all(servers.map(({ close }) => close()));
  return { ...usualPorts, ...Object.fromEntries(found) };
}

/**
 * Says which port is taken before anything is started, so that nothing has to be undone. `patienceMilliseconds`: what
 * an earlier run left may still be on its way out.
 */
export async function refuseBusyPorts(ports: Partial<Ports>, patienceMilliseconds = 0): Promise<void> {
  const deadline = Date.now() + patienceMilliseconds;
  for (const [name, port] of Object.entries(ports)) {
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
function notAllowed(name: string, port: number, cause: unknown): StartRefused {
  return new StartRefused(
    `Port ${port} (${name}) may not be used by this user.`,
    `Choose one above 1023: npm start -- --port-${kebab(name)} 8080`,
    { cause },
  );
}

function listen(port: number): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      resolve({ port: taken, close: () => new Promise((done) => server.close(() => done())) });
    });
  });
}

export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
