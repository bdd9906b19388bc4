import { retryDelayMilliseconds } from './retry-delay.js';

const inFull = () => 0;
const delays = (...[policy]: [Parameters<typeof retryDelayMilliseconds>[1]]) =>
  [1, 2, 3, 4, 5].map((retry) => retryDelayMilliseconds(retry, policy, inFull));

describe('how long a task waits before it is tried again (feature M19)', () => {
  it.each([
    ['fixed', [2_000, 2_000, 2_000, 2_000, 2_000]],
    ['linear', [2_000, 4_000, 6_000, 8_000, 9_000]],
    ['exponential', [2_000, 4_000, 8_000, 9_000, 9_000]],
  ] as const)('follows a %s policy up to its cap', (strategy, expected) => {
    expect(delays({ strategy, delay_seconds: 2, delay_seconds_max: 9 })).toEqual(expected);
  });

  it('doubles from a second to a minute where nobody wants it otherwise', () => {
    expect([...delays(null), retryDelayMilliseconds(9, null, inFull)]).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 60_000,
    ]);
  });

  it('is shorter by up to a quarter, by chance', () => {
    expect(retryDelayMilliseconds(1, null, () => 1)).toBe(750);
  });
});
