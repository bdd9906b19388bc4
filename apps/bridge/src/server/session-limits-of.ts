import type { BridgeConfig } from '../config.js';
import type { SessionLimits } from '../sessions/session-limits.js';

const EVENTS_MAX = 500;

export function sessionLimitsOf(config: BridgeConfig): SessionLimits {
  return {
    sessionsMax: config.SESSIONS_MAX,
    sessionsPerCallerMax: config.SESSIONS_PER_CALLER_MAX,
    requestsMax: config.REQUESTS_MAX,
    eventsMax: EVENTS_MAX,
    messageBytesMax: config.MESSAGE_BYTES_MAX,
    idleMilliseconds: config.SESSION_IDLE_SECONDS * 1_000,
    requestMilliseconds: config.REQUEST_SECONDS * 1_000,
  };
}
