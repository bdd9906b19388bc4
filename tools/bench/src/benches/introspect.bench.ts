import path from 'node:path';
import { z } from 'zod';
import type { Bench } from '../bench.js';
import { httpLoad } from '../load/http-load.js';
import { seededBasic, type SeededBasic } from '../load/seeded-basic.js';
import { serverProcess } from '../load/server-process.js';
import { byTurns } from '../load/turns.js';
import { withStack } from '../load/with-stack.js';

const RATIO_MIN = 1;
/** As many before that are not counted: a server runs for days, and its code is compiled for what it does by then. */
const TURNS = 3;
const shape = { connections: 16, seconds: 2, warmupSeconds: 1, method: 'POST' } as const;
const tokenAnswer = z.looseObject({ access_token: z.string() });
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** RFC 7662 for our signed tokens, against `oidc-provider` unmodified with its opaque ones in memory. */
export const introspect: Bench = {
  name: 'introspect',
  run: (log) =>
    withStack(
      async (stack) => {
        const client = seededBasic(stack, 'copilot-studio');
        const entry = path.resolve(import.meta.dirname, '../peers/oidc-provider.peer.js');
        const peer = await serverProcess(entry, [client.clientId, client.clientSecret]);
        const peerUrl = `http://127.0.0.1:${peer.port}/token`;
        const [theirToken, ourToken] = [await tokenAt(peerUrl, client), await tokenAt(stack.addresses.token, client)];
        const headers = { ...form, authorization: client.authorization };
        const ask = (url: string, token: string) =>
          httpLoad({ ...shape, url: `${url}/introspection`, headers, body: `token=${token}` });
        const loads = [() => ask(peerUrl, theirToken), () => ask(stack.addresses.token, ourToken)] as const;
        for (let turn = 0; turn < TURNS; turn += 1) for (const load of loads) await load();
        const [bare, ours] = await byTurns(TURNS, ...loads);
        await peer.stop();
        log(`oidc-provider: ${Math.round(bare.perSecond)}/s; ours: ${Math.round(ours.perSecond)}/s`);
        const ratio = ours.perSecond / bare.perSecond;
        return {
          bench: 'introspect',
          aim: `≥ ${RATIO_MIN.toFixed(2)} of oidc-provider unmodified, ${shape.connections} connections`,
          value: ours.perSecond,
          peer: bare.perSecond,
          ratio,
          p95Milliseconds: ours.p95,
          holds: ratio >= RATIO_MIN && ours.failures + bare.failures === 0,
          note: `failures ${ours.failures}, of the peer ${bare.failures}`,
        };
      },
      ['sandbox', 'auth'],
    ),
};

async function tokenAt(url: string, { authorization }: SeededBasic): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  const response = await fetch(url, { method: 'POST', headers: { authorization }, body });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return tokenAnswer.parse(await response.json()).access_token;
}
