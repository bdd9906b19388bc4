import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { Bench } from '../bench.js';
import { httpSequence } from '../load/http-load.js';
import { loadOf, type Load } from '../load/percentile.js';
import { byTurns } from '../load/turns.js';
import { assistantToken, withStack } from '../load/with-stack.js';
import { forwarded } from './verify.bench.js';

const RATIO_MIN = 0.6;
const TURNS = 5;
const TOKENS_PER_TURN = 1_000;
const WARM_UP_TOKENS = 3_000;
const TOKENS = TURNS * TOKENS_PER_TURN + WARM_UP_TOKENS;
const MINTING_AT_ONCE = 16;
const ASKING_AT_ONCE = 64;

/** Tokens that nobody has seen yet, against a bare loop of `jose.jwtVerify` over the same, turn by turn. */
export const verifyCold: Bench = {
  name: 'verify-cold',
  run: (log) =>
    withStack(async (stack) => {
      const tokens: string[] = [];
      await atOnce(MINTING_AT_ONCE, TOKENS, async () => void tokens.push(await assistantToken(stack)));
      log(`${tokens.length} tokens minted`);
      const keys = createRemoteJWKSet(new URL(stack.addresses.jwks));
      const options = { issuer: stack.addresses.issuer, audience: stack.addresses.ehrMcp, algorithms: ['RS256'] };
      // Each side warms up on the same tokens, so that both run compiled code; a measured one is seen once by each.
      const loop = (some: readonly string[]) =>
        inTurn(some, async (token) => void (await jwtVerify(token, keys, options)));
      const ask = (some: readonly string[]) =>
        httpSequence(stack.addresses.verify, some.map(forwarded), ASKING_AT_ONCE);
      const warmUp = tokens.slice(TURNS * TOKENS_PER_TURN);
      await loop(warmUp);
      await ask(warmUp);
      const turnsOf = (way: typeof ask) => {
        let at = 0;
        return () => way(tokens.slice(at, (at += TOKENS_PER_TURN)));
      };
      const [bare, ours] = await byTurns(TURNS, turnsOf(loop), turnsOf(ask));
      log(
        `bare loop: ${Math.round(bare.perSecond)}/s; ours: ${Math.round(ours.perSecond)}/s, failures ${ours.failures}`,
      );
      const ratio = ours.perSecond / bare.perSecond;
      return {
        bench: 'verify-cold',
        aim: `≥ ${RATIO_MIN.toFixed(2)} of bare jose.jwtVerify in a loop`,
        value: ours.perSecond,
        peer: bare.perSecond,
        ratio,
        p95Milliseconds: ours.p95,
        holds: ratio >= RATIO_MIN && ours.failures === 0,
      };
    }),
};

/** One token after the other. */
async function inTurn(tokens: readonly string[], look: (token: string) => Promise<void>): Promise<Load> {
  const milliseconds: number[] = [];
  const startedAt = performance.now();
  for (const token of tokens) {
    const begunAt = performance.now();
    await look(token);
    milliseconds.push(performance.now() - begunAt);
  }
  return loadOf(milliseconds, (performance.now() - startedAt) / 1000, 0);
}

/** Runs `total` pieces of work, at most `width` at a time. */
async function atOnce(width: number, total: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < total; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
