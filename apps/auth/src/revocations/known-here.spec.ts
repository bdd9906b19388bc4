import { KnownHere } from './known-here.js';

function given() {
  let hear: (seq: number) => void = () => undefined;
  const looks: number[] = [];
  const knownHere = new KnownHere({
    onCaughtUp: (watcher) => void (hear = watcher),
    lookNow: () => void looks.push(performance.now()),
  });
  return { knownHere, looks, hear: (seq: number) => hear(seq) };
}

describe('waiting until a revocation is known here', () => {
  it.each([
    ['this very one is', 2],
    ['a later one is', 3],
  ])('ends when %s', async (_which, known) => {
    const { knownHere, hear, looks } = given();
    const { settled } = knownHere.expect(2);
    let isOver = false;
    const over = settled().then(() => (isOver = true));
    expect(looks).toHaveLength(1);
    hear(1);
    await Promise.resolve();
    expect(isOver).toBe(false);
    hear(known);
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
