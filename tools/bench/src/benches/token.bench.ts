import type { Bench } from '../bench.js';
import { httpLoad } from '../load/http-load.js';
import { seededBasic } from '../load/seeded-basic.js';
import { byTurns } from '../load/turns.js';
import { withPeer } from '../load/with-peer.js';
import { withStack } from '../load/with-stack.js';

const RATIO_MIN = 0.5;
/** As many before that are not counted: a server runs for days, and its code is compiled for what it does by then. */
const TURNS = 3;
const shape = { connections: 16, seconds: 2, warmupSeconds: 1, method: 'POST' } as const;

/** Client credentials to a signed token, written down and on the trail, against one bare RS256 signature over HTTP. */
export const token: Bench = {
  name: 'token',
  run: (log) =>
    withStack(
      async (stack) => {
        const { authorization } = seededBasic(stack, 'copilot-studio');
        const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
        const body = 'grant_type=client_credentials';
        const [bare, ours] = await withPeer('sign', async (port) => {
          const loads = [
            () => httpLoad({ ...shape, url: `http://127.0.0.1:${port}/`, headers, body }),
            () => httpLoad({ ...shape, url: stack.addresses.token, headers, body }),
          ] as const;
          await byTurns(TURNS, ...loads);
          return byTurns(TURNS, ...loads);
        });
        log(`bare RS256: ${Math.round(bare.perSecond)}/s; ours: ${Math.round(ours.perSecond)}/s`);
        const ratio = ours.perSecond / bare.perSecond;
        return {
          bench: 'token',
          aim: `≥ ${RATIO_MIN.toFixed(2)} of bare RS256 signing over HTTP, ${shape.connections} connections`,
          value: ours.perSecond,
          peer: bare.perSecond,
          ratio,
          p95Milliseconds: ours.p95,
          holds: ratio >= RATIO_MIN && ours.failures === 0,
          note: `failures ${ours.failures}`,
        };
      },
      ['sandbox', 'auth'],
    ),
};
