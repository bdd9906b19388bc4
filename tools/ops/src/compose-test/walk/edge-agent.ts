import { Agent } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { EdgeAddress } from './edge-fetch.js';

/** The way to the public name of the deployment for programs that look it up themselves; TLS is verified all the same. */
export function edgeAgent({ authority }: EdgeAddress): Agent {
  const address = '127.0.0.1';
  const lookup: LookupFunction = (_name, { all }, answer) =>
    all === true ? answer(null, [{ address, family: 4 }]) : answer(null, address, 4);
  return new Agent({ ca: authority, lookup });
}
