import type { Revocation } from '@caregate/core-contracts';
import { KnownHere } from './known-here.js';

function given() {
  let tell: (revocation: Revocation) => void = () => undefined;
  const knownHere = new KnownHere({
    onRevoked: (listener) => {
      tell = listener;
      return () => undefined;
    },
  });
  return { knownHere, hear: (seq: number) => tell({ seq } as Revocation) };
}

describe('waiting until a revocation is known here', () => {
  it('ends when this very one is', async () => {
    const { knownHere, hear } = given();
    const { settled } = knownHere.expect(2);
    let isOver = false;
    const over = settled().then(() => (isOver = true));
    hear(1);
    await Promise.resolve();
    expect(isOver).toBe(false);
    hear(2);
    await over;
  });

  it('is over at once when it was known before the waiting began', async () => {
    const { knownHere, hear } = given();
    const { settled } = knownHere.expect(1);
    hear(1);
    await settled();
  });

  it('is over after a second when nobody hears of it, as in an outage', async () => {
    const { knownHere } = given();
    const begun = performance.now();
    await knownHere.expect(1).settled();
    expect(performance.now() - begun).toBeGreaterThan(900);
  });

  it('minds nobody who has given up', () => {
    const { knownHere, hear } = given();
    knownHere.expect(1).forget();
    expect(() => hear(1)).not.toThrow();
  });
});
