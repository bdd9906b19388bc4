import type { Server } from 'node:http';
import { Server as Listener } from 'node:net';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { ServiceState } from './service-state.js';

/** How long connections are still served that were there when the last one was let in. */
const LINGER_MILLISECONDS = 1_000;
const LOOK_MILLISECONDS = 20;
/** How long nobody may have knocked. */
const QUIET_MILLISECONDS = 20;
/** How long to wait for that at most. */
const KNOCKING_MILLISECONDS_MAX = 1_000;

/**
 * The first part of an end that proxies lose no request by: `/ready` says no and each answer ends its connection, but
 * everything is answered for the time that proxies take to notice. Only then nobody new is let in; a proxy that has
 * chosen an old connection for a request that it may not repeat (RFC 9110 §9.2.2) still gets its answer on it.
 */
export async function leaveHttpApp(app: INestApplication, delaySeconds: number): Promise<void> {
  if (delaySeconds === 0) return;
  app.get(ServiceState).leave();
  await pause(delaySeconds * 1000);
  const server: Server = app.getHttpServer();
  await untilNobodyKnocks(server);
  // That of HTTP would also end idle connections, in the moment in which a proxy may choose one.
  Listener.prototype.close.call(server);
  await untilAllAreGone(server);
}

/**
 * Whoever knocks and is not let in before the door closes is cut off, request and all. The event loop lets in one in each
 * turn, and on a busy machine a knock is heard milliseconds after it was made. So the door closes when nobody has come for
 * a while, after a turn that was short. Who knocks in that very moment cannot be told from who came too late.
 */
async function untilNobodyKnocks(server: Server): Promise<void> {
  const deadline = performance.now() + KNOCKING_MILLISECONDS_MAX;
  let heardAt = performance.now();
  const hear = () => (heardAt = performance.now());
  server.on('connection', hear);
  for (let isQuiet = false; !isQuiet && performance.now() < deadline;) {
    const startedAt = performance.now();
    await turn();
    const now = performance.now();
    isQuiet = now - heardAt >= QUIET_MILLISECONDS && now - startedAt < 1;
  }
  server.off('connection', hear);
}

async function untilAllAreGone(server: Server): Promise<void> {
  const deadline = performance.now() + LINGER_MILLISECONDS;
  while (performance.now() < deadline && (await connectionsOf(server)) > 0) await pause(LOOK_MILLISECONDS);
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve, reject) =>
    server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
  );
}
