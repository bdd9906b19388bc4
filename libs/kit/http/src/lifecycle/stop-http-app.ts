import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import type { Logger } from '../logging/logger.js';
import { LOGGER } from '../logging/logger.token.js';
import { ServiceState } from './service-state.js';

export interface StopOptions {
  /** How long running requests may take; what is still open then is cut. */
  readonly drainMilliseconds?: number;
}

/**
 * Ends an app so that no answer is lost: not ready any more, no new connection, `503` for new requests on old ones,
 * running requests finish; only then are the app's parts (pools, subscriptions) closed.
 */
export async function stopHttpApp(
  app: INestApplication,
  { drainMilliseconds = 8000 }: StopOptions = {},
): Promise<void> {
  const state = app.get(ServiceState);
  const server: Server = app.getHttpServer();
  const told = state.stop();
  if (server.listening) server.close();
  await told;
  const drained = await state.idle(drainMilliseconds);
  if (!drained) app.get<Logger>(LOGGER).warn({ requests: state.openRequests }, 'running requests were cut');
  server.closeAllConnections();
  await app.close();
}
