import type { UpstreamName } from '../routes/edge-route.js';
import type { EdgeTarget } from './edge-target.js';

/** Where a service says whether requests should come. */
export const READY_PATH = '/ready';

/** Traefik wants less than the interval. A single instance that is taken for gone is worse than one that is slow. */
export const READY_TIMEOUT = '4s';

const LOOK_SECONDS = 5;

export function lookSecondsOf({ lookSeconds = LOOK_SECONDS }: EdgeTarget): number {
  return lookSeconds;
}

/** Orthanc, the console's files and the port of sockets do not answer that question. */
export function isAsked(name: UpstreamName): boolean {
  return name !== 'orthanc' && name !== 'console' && name !== 'agent-socket';
}
