import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunningStack } from '@caregate/dev';
import { freePort } from '@caregate/postgres';
import { renderNginx, startNginx, upstreamNames, type EdgeRoute, type EdgeTarget } from '@caregate/edge';
import { debianTool } from '@caregate/testing';
import type { Bench, BenchResult } from '../bench.js';
import { httpLoad } from '../load/http-load.js';
import { byTurns } from '../load/turns.js';
import { withPeer } from '../load/with-peer.js';
import { assistantToken, withStack } from '../load/with-stack.js';

const RATIO_MIN = 0.4;
const TURNS = 5;
const shape = { connections: 64, seconds: 3, warmupSeconds: 1 };

const open: EdgeRoute = { name: 'ehr', prefix: '/ehr', priority: 1, upstream: 'ehr', becomes: '' };
const asked: EdgeRoute = { ...open, asked: { resource: 'ehr' } };

/** Real nginx that asks `/verify` about each request, against the same nginx that does not, before the same bare server. */
export const edge: Bench = {
  name: 'edge',
  run: (log) =>
    withStack((stack) => withPeer('constant-http', (port) => measure(stack, `127.0.0.1:${port}`, log), ['{}'])),
};

async function measure(stack: RunningStack, upstream: string, log: (line: string) => void): Promise<BenchResult> {
  const authorization = `Bearer ${await assistantToken(stack)}`;
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-bench-edge-'));
  const place = { verify: new URL(stack.addresses.verify).host, upstream };
  const [plain, guarded] = [await nginx(folder, open, place), await nginx(folder, asked, place)];
  try {
    await mustGuard(guarded.url, authorization);
    const shootAt = (url: string) => httpLoad({ ...shape, url, headers: { authorization } });
    const [bare, ours] = await byTurns(
      TURNS,
      () => shootAt(plain.url),
      () => shootAt(guarded.url),
    );
    log(`without: ${Math.round(bare.perSecond)}/s; with: ${Math.round(ours.perSecond)}/s, failures ${ours.failures}`);
    return result(bare, ours);
  } finally {
    await plain.stop();
    await guarded.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function result(bare: { perSecond: number }, ours: { perSecond: number; p95: number; failures: number }): BenchResult {
  const ratio = ours.perSecond / bare.perSecond;
  return {
    bench: 'edge',
    aim: `≥ ${RATIO_MIN.toFixed(2)} of the same nginx without auth_request, ${shape.connections} connections`,
    value: ours.perSecond,
    peer: bare.perSecond,
    ratio,
    p95Milliseconds: ours.p95,
    holds: ratio >= RATIO_MIN && ours.failures === 0,
  };
}

interface Place {
  readonly verify: string;
  readonly upstream: string;
}

async function nginx(folder: string, route: EdgeRoute, { verify, upstream }: Place) {
  const program = debianTool('nginx');
  if (program === undefined) throw new Error('The bench needs nginx: apt-get install nginx-light.');
  const port = await freePort();
  const upstreams = Object.fromEntries(upstreamNames.map((name) => [name, upstream])) as EdgeTarget['upstreams'];
  const configuration = renderNginx([route], { port, verify, upstreams });
  const url = `http://127.0.0.1:${port}/ehr/Patient/1`;
  const { stop } = await startNginx({ program, folder: path.join(folder, String(port)), configuration, url });
  return { url, stop };
}

/** That nobody measures a door that stands open. */
async function mustGuard(url: string, authorization: string): Promise<void> {
  const answered = async (shown: string) => (await fetch(url, { headers: { authorization: shown } })).status;
  const [stranger, known] = [await answered('Bearer a.b.c'), await answered(authorization)];
  if (stranger !== 401 || known !== 200)
    throw new Error(`the edge answered ${stranger} to a stranger and ${known} to the assistant`);
}
