import { MessagingUnavailable } from './messaging-unavailable.error.js';
import type { MessagingHealth } from './messaging.port.js';
import { reasonOf } from './reason.js';

export interface AwayBackend {
  readonly backend: MessagingHealth['backend'];
  /** Absent where the database carries messages. */
  readonly redisUrl: string | undefined;
}

/** Nobody waits for a message yet: whoever starts the process is told what it needs, and where it looked. */
export class BackendAway extends MessagingUnavailable {
  constructor({ backend, redisUrl }: AwayBackend, cause: unknown) {
    super(backend, cause, { publicMessage: redisUrl === undefined ? databaseAway(cause) : redisAway(redisUrl, cause) });
  }
}

/** Neither the user nor the password of the address leaves this function. */
function redisAway(redisUrl: string, cause: unknown): string {
  const { hostname, port } = new URL(redisUrl);
  return [
    `Redis at ${hostname}:${port === '' ? '6379' : port} cannot be used: ${reasonOf(cause)}.`,
    'Start it, or correct REDIS_URL.',
    'Without REDIS_URL, left out for all apps together, PostgreSQL carries messages.',
  ].join(' ');
}

function databaseAway(cause: unknown): string {
  return `PostgreSQL cannot be used to carry messages: ${reasonOf(cause)}. Start it, or correct DATABASE_URL.`;
}
