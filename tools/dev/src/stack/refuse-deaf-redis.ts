import { once } from 'node:events';
import { connect } from 'node:net';
import { StartRefused } from './words/start-refused.error.js';

const REDIS_PORT = 6379;
const ANSWER_MILLISECONDS_MAX = 5_000;

/** Says at once what else every app would say after a minute of trying. */
export async function refuseDeafRedis(redisUrl: string): Promise<void> {
  const { hostname, port } = new URL(redisUrl);
  const place = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || REDIS_PORT };
  const socket = connect(place);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(ANSWER_MILLISECONDS_MAX) });
  } catch (cause) {
    throw new StartRefused(
      `Nobody answers at ${place.host}:${place.port}, where REDIS_URL says that Redis is.`,
      'Start Redis there, or take REDIS_URL away: CareGate needs none.',
      { cause },
    );
  } finally {
    socket.destroy();
  }
}
