import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';
import type { Bench } from '../bench.js';
import { percentile } from '../load/percentile.js';
import { seededBasic } from '../load/seeded-basic.js';
import { assistantToken, withStack } from '../load/with-stack.js';

const PROCESSES = 3;
const ROUNDS = 60;
const AIM_MILLISECONDS = 100;
const LIMIT_MILLISECONDS = 1000;
const refusal = z.object({ refusedAt: z.number() });

/** From the request to revoke until the last of three processes refuses the token. The limit is the peer. */
export const revocation: Bench = {
  name: 'revocation',
  run: (log) =>
    withStack(
      async (stack) => {
        const { issuer, ehrMcp, jwks, token } = stack.addresses;
        const entry = path.resolve(import.meta.dirname, '../peers/token-watch.peer.js');
        const place = [stack.installation.databaseUrl('caregate_ehr'), issuer, ehrMcp, jwks];
        const watchers = Array.from({ length: PROCESSES }, () => fork(entry, place));
        await Promise.all(watchers.map((watcher) => once(watcher, 'message')));
        const { authorization } = seededBasic(stack, 'copilot-studio');
        const milliseconds: number[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          const revoked = await assistantToken(stack);
          await tell(watchers, revoked);
          const refused = watchers.map((watcher) => once(watcher, 'message'));
          const startedAt = Date.now();
          const body = new URLSearchParams({ token: revoked });
          await fetch(`${token}/revocation`, { method: 'POST', headers: { authorization }, body });
          const moments = (await Promise.all(refused)).map(([message]) => refusal.parse(message).refusedAt);
          milliseconds.push(Math.max(...moments) - startedAt);
        }
        watchers.forEach((watcher) => watcher.kill('SIGTERM'));
        const [p50, p99] = [percentile(milliseconds, 50), percentile(milliseconds, 99)];
        log(`p50 ${p50} ms, p99 ${p99} ms over ${ROUNDS} rounds`);
        return {
          bench: 'revocation',
          aim: `p99 under ${LIMIT_MILLISECONDS} ms (aim ${AIM_MILLISECONDS} ms) across ${PROCESSES} processes`,
          value: p99,
          peer: LIMIT_MILLISECONDS,
          ratio: p99 / LIMIT_MILLISECONDS,
          p95Milliseconds: percentile(milliseconds, 95),
          holds: p99 < LIMIT_MILLISECONDS,
          note: `milliseconds; p50 ${p50}${p99 > AIM_MILLISECONDS ? ', aim missed' : ''}`,
        };
      },
      ['sandbox', 'auth'],
    ),
};

/** Each has seen the token and found it good before it is revoked. */
async function tell(watchers: readonly ChildProcess[], token: string): Promise<void> {
  const ready = watchers.map((watcher) => once(watcher, 'message'));
  watchers.forEach((watcher) => watcher.send(token));
  await Promise.all(ready);
}
