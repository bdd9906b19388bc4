import type { Reply } from './reply.js';

/** The restJson1 answer of an operation without a blob. */
export function jsonReply(value: object): Reply {
  return { headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(value)) };
}
