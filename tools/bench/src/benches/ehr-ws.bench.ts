import type { RunningStack } from '@caregate/dev';
import type { Bench, BenchResult } from '../bench.js';
import { legacyCalls, legacyOpening } from '../load/mcp-request.js';
import { processFigure } from '../load/process-figure.js';
import { openSockets, socketLoad } from '../load/socket-load.js';
import { byTurns } from '../load/turns.js';
import { withPeer } from '../load/with-peer.js';
import { assistantToken, withStack } from '../load/with-stack.js';

const RATIO_MIN = 0.35;
const P95_MILLISECONDS_MAX = 25;
const IDLE = 900;
const IDLE_BYTES_MAX = 30_000;

const shape = {
  protocols: ['mcp'],
  opening: legacyOpening,
  request: legacyCalls('get_patient', { mrn: 'MRN001' }),
  connections: 100,
};

/** A thousand sockets open, a hundred of them busy with one call after the other, against the bare SDK with the busy ones. */
export const ehrWs: Bench = {
  name: 'ehr-ws',
  run: (log) =>
    withPeer('sdk-websocket', (port) => withStack((stack) => measure(stack, `ws://127.0.0.1:${port}/`, log))),
};

async function measure(stack: RunningStack, bareUrl: string, log: (line: string) => void): Promise<BenchResult> {
  const headers = { authorization: `Bearer ${await assistantToken(stack)}` };
  const mine = { ...shape, url: stack.addresses.ehrSocket, headers };
  for (const load of [{ ...shape, url: bareUrl }, mine]) await socketLoad({ ...load, seconds: 3 });
  const before = await processFigure(stack, 'resident_memory_bytes');
  const idle = await openSockets({ ...mine, opening: [], connections: IDLE });
  const perSocket = ((await processFigure(stack, 'resident_memory_bytes')) - before) / IDLE;
  const ours = () => socketLoad({ ...mine, seconds: 5 });
  const bare = () => socketLoad({ ...shape, url: bareUrl, seconds: 5 });
  const [own, other] = await byTurns(3, ours, bare);
  for (const socket of idle) socket.close();
  const kilobytes = (perSocket / 1000).toFixed(1);
  log(`${kilobytes} KB of memory per idle socket, with ${IDLE} of them`);
  log(`bare SDK: ${Math.round(other.perSecond)}/s, p95 ${other.p95.toFixed(1)} ms; failures of ours: ${own.failures}`);
  const ratio = own.perSecond / other.perSecond;
  const isQuick = ratio >= RATIO_MIN && own.p95 < P95_MILLISECONDS_MAX;
  return {
    bench: 'ehr-ws',
    aim: `≥ ${RATIO_MIN} of the bare SDK, p95 under ${P95_MILLISECONDS_MAX} ms, 1,000 sockets of which 100 busy, under 30 KB per idle one`,
    value: own.perSecond,
    peer: other.perSecond,
    ratio,
    p95Milliseconds: own.p95,
    holds: isQuick && own.failures === 0 && perSocket < IDLE_BYTES_MAX,
    note: `${kilobytes} KB per idle socket`,
  };
}
