import { z } from 'zod';
import type { Bench } from '../bench.js';
import { httpLoad } from '../load/http-load.js';
import { seededBasic, type SeededBasic } from '../load/seeded-basic.js';
import { byTurns } from '../load/turns.js';
import { withPeer } from '../load/with-peer.js';
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
        const headers = { ...form, authorization: client.authorization };
        const asking = async (url: string) => {
          const body = `token=${await tokenAt(url, client)}`;
          return () => httpLoad({ ...shape, url: `${url}/introspection`, headers, body });
        };
        const turns = async (port: number) => {
          const loads = [await asking(`http://127.0.0.1:${port}/token`), await asking(stack.addresses.token)] as const;
          await byTurns(TURNS, ...loads);
          return byTurns(TURNS, ...loads);
        };
        const [bare, ours] = await withPeer('oidc-provider', turns, [client.clientId, client.clientSecret]);
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
