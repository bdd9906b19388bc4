import path from 'node:path';
import type { Bench } from '../bench.js';
import { call } from '../load/mcp-request.js';
import { serverProcess } from '../load/server-process.js';
import { socketLoad } from '../load/socket-load.js';
import { assistantToken, withStack } from '../load/with-stack.js';

const RATIO_MIN = 0.2;
const P95_MILLISECONDS_MAX = 40;

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1.0.0' } },
};
const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' };

const shape = {
  protocols: ['mcp'],
  opening: [initialize, initialized],
  request: (id: number) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: call('get_patient', { mrn: 'MRN001' }),
  }),
  connections: 100,
};

/** The same call over MCP on WebSockets, against the bare SDK on the same transport. */
export const ehrWs: Bench = {
  name: 'ehr-ws',
  run: async (log) => {
    const peer = await serverProcess(path.resolve(import.meta.dirname, '../peers/sdk-websocket.peer.js'));
    const url = `ws://127.0.0.1:${peer.port}/`;
    await socketLoad({ ...shape, url, seconds: 3 });
    const bare = await socketLoad({ ...shape, url, seconds: 8 });
    await peer.stop();
    log(`bare SDK: ${Math.round(bare.perSecond)}/s, p95 ${bare.p95.toFixed(1)} ms, failures ${bare.failures}`);
    const ours = await withStack(async (stack) => {
      const headers = { authorization: `Bearer ${await assistantToken(stack)}` };
      const load = { ...shape, url: stack.addresses.ehrSocket, headers };
      await socketLoad({ ...load, seconds: 3 });
      return socketLoad({ ...load, seconds: 8 });
    });
    log(`ours: ${Math.round(ours.perSecond)}/s, p95 ${ours.p95.toFixed(1)} ms, failures ${ours.failures}`);
    const ratio = ours.perSecond / bare.perSecond;
    return {
      bench: 'ehr-ws',
      aim: `≥ ${RATIO_MIN.toFixed(2)} of the bare SDK over WebSocket, p95 under ${P95_MILLISECONDS_MAX} ms, 100 sockets`,
      value: ours.perSecond,
      peer: bare.perSecond,
      ratio,
      p95Milliseconds: ours.p95,
      holds: ratio >= RATIO_MIN && ours.p95 < P95_MILLISECONDS_MAX && ours.failures === 0,
    };
  },
};
