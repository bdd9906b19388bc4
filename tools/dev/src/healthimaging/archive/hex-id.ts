import { createHash } from 'node:crypto';

/** An id of the service, `[0-9a-z]{32}`, the same for the same name. */
export function hexId(...name: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(name)).digest('hex').slice(0, 32);
}
