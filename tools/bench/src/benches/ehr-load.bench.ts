import { cpus, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningStack } from '@caregate/dev';
import type { Bench, BenchResult } from '../bench.js';
import { legacyCalls, legacyOpening } from '../load/mcp-request.js';
import { processFigure } from '../load/process-figure.js';
import { socketLoad } from '../load/socket-load.js';
import { byTurns } from '../load/turns.js';
import { withPeer } from '../load/with-peer.js';
import { assistantToken, withStack } from '../load/with-stack.js';

const IDLE_SECONDS = 5;

/** Feature Q06: what the older server promised its users at work, not at its limit. */
const bounds = { callsP95: 50, tokenP95: 5, queryP95: 20, idleMegabytes: 100, idlePercent: 10 };

const crowd = {
  protocols: ['mcp'],
  opening: legacyOpening,
  connections: 120,
  everyMilliseconds: 500,
  seconds: 5,
};

/** A hundred and twenty sockets that each ask twice a second, as clinicians and assistants do. */
export const ehrLoad: Bench = {
  name: 'ehr-load',
  run: (log) =>
    withPeer('sdk-websocket', (port) => withStack((stack) => measure(stack, `ws://127.0.0.1:${port}/`, log))),
};

async function measure(stack: RunningStack, bareUrl: string, log: (line: string) => void): Promise<BenchResult> {
  const idle = await idleFigures(stack);
  const token = await assistantToken(stack);
  const mine = { ...crowd, url: stack.addresses.ehrSocket, headers: { authorization: `Bearer ${token}` } };
  const patient = { request: legacyCalls('get_patient', { mrn: 'MRN001' }) };
  await socketLoad({ ...mine, ...patient, seconds: 2 });
  const [own, bare] = await byTurns(
    3,
    () => socketLoad({ ...mine, ...patient }),
    () => socketLoad({ ...crowd, ...patient, url: bareUrl }),
  );
  const alone = { ...mine, connections: 1, everyMilliseconds: 20 };
  const p95Alone = async (name: string, input: object) => {
    const load = { ...alone, request: legacyCalls(name, input) };
    await socketLoad(load);
    return (await socketLoad(load)).p95;
  };
  const token95 = await p95Alone('validate_token', { access_token: token });
  const query95 = await p95Alone('get_lab_results', { mrn: 'MRN001' });
  const rows: readonly (readonly [what: string, value: number, most: number, unit: string])[] = [
    [`${crowd.connections} sockets, p95 of a call`, own.p95, bounds.callsP95, 'ms'],
    ['p95 of looking at a token', token95, bounds.tokenP95, 'ms'],
    ['p95 of a query for results', query95, bounds.queryP95, 'ms'],
    ['memory at rest', idle.megabytes, bounds.idleMegabytes, 'MB'],
    ['processor at rest', idle.percent, bounds.idlePercent, '%'],
  ];
  log(machine());
  for (const [what, value, most, unit] of rows) log(`${what}: ${value.toFixed(1)} ${unit} (aim ${most})`);
  return {
    bench: 'ehr-load',
    aim: '120 sockets at work: calls 50 ms, token 5 ms, query 20 ms (p95); at rest 100 MB and 10 % of a core',
    value: own.perSecond,
    peer: bare.perSecond,
    ratio: own.perSecond / bare.perSecond,
    p95Milliseconds: own.p95,
    holds: own.failures === 0 && rows.every(([, value, most]) => value < most),
    note: rows.map(([, value, , unit]) => `${value.toFixed(1)} ${unit}`).join(', '),
  };
}

/** Of the process of the health record, with nobody there. */
async function idleFigures(stack: RunningStack): Promise<{ megabytes: number; percent: number }> {
  const cpu = () => processFigure(stack, 'cpu_seconds_total');
  const before = await cpu();
  await sleep(IDLE_SECONDS * 1000);
  const percent = (((await cpu()) - before) / IDLE_SECONDS) * 100;
  return { megabytes: (await processFigure(stack, 'resident_memory_bytes')) / 1e6, percent };
}

function machine(): string {
  const [{ model } = { model: 'unknown processor' }] = cpus();
  return `on ${model}, ${cpus().length} cores, ${Math.round(totalmem() / 1e9)} GB, Node.js ${process.version}`;
}
