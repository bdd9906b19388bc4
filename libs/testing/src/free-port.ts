import { randomInt } from 'node:crypto';
import { isFree } from '@caregate/postgres';

/**
 * Below what systems give away themselves (Linux 32768 up; RFC 6335 §6: 49152 up) and what the local stack finds for
 * itself, above the last port that `fetch` refuses (10080, Fetch §2.9).
 */
const FIRST = 11_000;
const END = 20_000;

const given = new Set<number>();

/**
 * A port of the loopback interface for a server that has to know its address before it starts. Until it does, no server
 * that listens on port 0 and no outgoing connection is given the same, nor is anybody else in this process.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, END);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}
