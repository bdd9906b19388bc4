import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { Bench } from '../bench.js';
import { httpSequence } from '../load/http-load.js';
import { assistantToken, withStack } from '../load/with-stack.js';
import { forwarded } from './verify.bench.js';

const RATIO_MIN = 0.6;
const TOKENS = 8_000;
const MINTING_AT_ONCE = 16;
const ASKING_AT_ONCE = 64;

/** Tokens that nobody has seen yet, against a bare loop of `jose.jwtVerify` over as many others of the same issuer. */
export const verifyCold: Bench = {
  name: 'verify-cold',
  run: (log) =>
    withStack(async (stack) => {
      const tokens: string[] = [];
      await atOnce(MINTING_AT_ONCE, TOKENS, async () => void tokens.push(await assistantToken(stack)));
      log(`${tokens.length} tokens minted`);
      const keys = createRemoteJWKSet(new URL(stack.addresses.jwks));
      const options = { issuer: stack.addresses.issuer, audience: stack.addresses.ehrMcp, algorithms: ['RS256'] };
      // Each side warms up on tokens of its own, so that both run compiled code, and sees the measured ones only once.
      const [warmUp, measured] = [tokens.slice(0, TOKENS / 2), tokens.slice(TOKENS / 2)];
      const loop = async (some: readonly string[]) => {
        const startedAt = performance.now();
        for (const token of some) await jwtVerify(token, keys, options);
        return some.length / ((performance.now() - startedAt) / 1000);
      };
      const ask = (some: readonly string[]) =>
        httpSequence(stack.addresses.verify, some.map(forwarded), ASKING_AT_ONCE);
      await loop(warmUp.slice(0, 2_000));
      const bare = await loop(measured);
      await ask(warmUp);
      const ours = await ask(measured);
      log(`bare loop: ${Math.round(bare)}/s; ours: ${Math.round(ours.perSecond)}/s, failures ${ours.failures}`);
      const ratio = ours.perSecond / bare;
      return {
        bench: 'verify-cold',
        aim: `≥ ${RATIO_MIN.toFixed(2)} of bare jose.jwtVerify in a loop`,
        value: ours.perSecond,
        peer: bare,
        ratio,
        p95Milliseconds: ours.p95,
        holds: ratio >= RATIO_MIN && ours.failures === 0,
      };
    }),
};

/** Runs `total` pieces of work, at most `width` at a time. */
async function atOnce(width: number, total: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < total; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
