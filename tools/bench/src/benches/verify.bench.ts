import type { Bench } from '../bench.js';
import { httpLoad } from '../load/http-load.js';
import { byTurns } from '../load/turns.js';
import { withPeer } from '../load/with-peer.js';
import { assistantToken, withStack } from '../load/with-stack.js';

const RATIO_MIN = 0.7;
const P99_MILLISECONDS_MAX = 5;
const shape = { connections: 64, seconds: 3, warmupSeconds: 1 };
const TURNS = 5;

/** Headers that Node adds by itself, which the peer must not send twice. */
const ownOfNode = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);

/** A bearer token seen before, against a bare `node:http` server that answers the same headers without looking. */
export const verify: Bench = {
  name: 'verify',
  run: (log) =>
    withStack(async (stack) => {
      const headers = forwarded(await assistantToken(stack));
      const sample = await fetch(stack.addresses.verify, { headers });
      if (sample.status !== 200) throw new Error(`/verify answered ${sample.status}: ${await sample.text()}`);
      const answered = Object.fromEntries([...sample.headers].filter(([name]) => !ownOfNode.has(name)));
      const shootAt = (url: string) => httpLoad({ ...shape, url, headers });
      const turns = (port: number) =>
        byTurns(
          TURNS,
          () => shootAt(`http://127.0.0.1:${port}/verify`),
          () => shootAt(stack.addresses.verify),
        );
      const [bare, ours] = await withPeer('constant-http', turns, [JSON.stringify(answered)]);
      log(`bare node:http: ${Math.round(bare.perSecond)}/s, p99 ${bare.p99.toFixed(2)} ms`);
      log(`ours: ${Math.round(ours.perSecond)}/s, p99 ${ours.p99.toFixed(2)} ms, failures ${ours.failures}`);
      const ratio = ours.perSecond / bare.perSecond;
      return {
        bench: 'verify',
        aim: `≥ ${RATIO_MIN.toFixed(2)} of bare node:http, p99 under ${P99_MILLISECONDS_MAX} ms, 64 connections`,
        value: ours.perSecond,
        peer: bare.perSecond,
        ratio,
        p95Milliseconds: ours.p95,
        holds: ratio >= RATIO_MIN && ours.p99 < P99_MILLISECONDS_MAX && ours.failures === 0,
        note: `p99 ${ours.p99.toFixed(2)} ms, of the peer ${bare.p99.toFixed(2)} ms`,
      };
    }),
};

/** What an edge tells of the request that it asks about. */
export function forwarded(token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    'x-forwarded-method': 'GET',
    'x-forwarded-proto': 'http',
    'x-forwarded-host': 'localhost',
    'x-forwarded-uri': '/ehr/Patient/1',
    'x-forwarded-for': '127.0.0.1',
  };
}
