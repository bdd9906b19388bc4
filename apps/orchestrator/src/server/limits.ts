import { RateLimiter, type Limit } from '@caregate/kit-http';
import type { Redis } from 'ioredis';
import type { OrchestratorConfig } from '../config.js';

type Numbers = Pick<
  OrchestratorConfig,
  | 'REQUESTS_PER_MINUTE'
  | 'TASKS_PER_MINUTE'
  | 'REGISTRATIONS_PER_MINUTE'
  | 'EVENTS_PER_MINUTE'
  | 'CONNECTIONS_PER_MINUTE'
>;

/** A whole hospital may come from one address. */
const CALLERS_OF_AN_ADDRESS = 4;

/** Limits of every route that names none itself. */
const everywhere = ['each-address', 'each-caller'] as const;

/** Of routes that leave something behind, or make others work. */
export const creating = [...everywhere, 'tasks'] as const;
export const registering = [...everywhere, 'registrations'] as const;

/** How often anybody may ask: for all instances together where there is Redis, each for itself where there is none. */
export function orchestratorLimits(numbers: Numbers, redis?: Redis): RateLimiter {
  const aMinute = (requests: number, by: Limit['by']): Limit => ({ requests, seconds: 60, by });
  const limits = {
    'each-address': aMinute(numbers.REQUESTS_PER_MINUTE * CALLERS_OF_AN_ADDRESS, 'address'),
    // An agent is the user that it is registered as.
    'each-caller': aMinute(numbers.REQUESTS_PER_MINUTE, 'user'),
    tasks: aMinute(numbers.TASKS_PER_MINUTE, 'user'),
    registrations: aMinute(numbers.REGISTRATIONS_PER_MINUTE, 'user'),
    events: aMinute(numbers.EVENTS_PER_MINUTE, 'user'),
    connections: aMinute(numbers.CONNECTIONS_PER_MINUTE, 'address'),
  };
  return new RateLimiter({ limits, everywhere, ...(redis !== undefined && { redis }) });
}
