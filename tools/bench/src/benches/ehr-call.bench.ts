import type { Bench } from '../bench.js';
import { httpLoad } from '../load/http-load.js';
import { modernCall } from '../load/mcp-request.js';
import { byTurns } from '../load/turns.js';
import { withPeer } from '../load/with-peer.js';
import { assistantToken, withStack } from '../load/with-stack.js';

const RATIO_MIN = 2;
const P95_MILLISECONDS_MAX = 25;
const TURNS = 3;
const shape = { method: 'POST' as const, connections: 100, seconds: 4, warmupSeconds: 1 };

/** `get_patient` with token, decision, audit and database, against the bare SDK with a constant tool. */
export const ehrCall: Bench = {
  name: 'ehr-call',
  run: (log) =>
    withStack(async (stack) => {
      const { headers, body } = modernCall('get_patient', { mrn: 'MRN001' });
      const authorization = `Bearer ${await assistantToken(stack)}`;
      const [bare, ours] = await withPeer('sdk-http', async (port) => {
        const loads = [
          () => httpLoad({ ...shape, url: `http://127.0.0.1:${port}/mcp`, headers, body }),
          () => httpLoad({ ...shape, url: stack.addresses.ehrMcp, headers: { ...headers, authorization }, body }),
        ] as const;
        for (const load of loads) await load();
        return byTurns(TURNS, ...loads);
      });
      log(`bare SDK: ${Math.round(bare.perSecond)}/s, p95 ${bare.p95.toFixed(1)} ms, failures ${bare.failures}`);
      log(`ours: ${Math.round(ours.perSecond)}/s, p95 ${ours.p95.toFixed(1)} ms, failures ${ours.failures}`);
      const ratio = ours.perSecond / bare.perSecond;
      return {
        bench: 'ehr-call',
        aim: `≥ ${RATIO_MIN.toFixed(2)} of the bare SDK over HTTP, p95 under ${P95_MILLISECONDS_MAX} ms, 100 connections`,
        value: ours.perSecond,
        peer: bare.perSecond,
        ratio,
        p95Milliseconds: ours.p95,
        holds: ratio >= RATIO_MIN && ours.p95 < P95_MILLISECONDS_MAX && ours.failures === 0,
        note: `p95 of the peer ${bare.p95.toFixed(1)} ms`,
      };
    }),
};
