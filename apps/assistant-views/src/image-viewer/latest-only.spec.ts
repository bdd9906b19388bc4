import { LatestOnly } from './latest-only.js';

describe('turning through a stack', () => {
  it('asks for one slice at a time, and skips those that were passed meanwhile', async () => {
    const asked: number[] = [];
    const answers: (() => void)[] = [];
    const turning = new LatestOnly<number>((slice) => {
      asked.push(slice);
      return new Promise((resolve) => answers.push(resolve));
    });
    for (const slice of [1, 2, 3, 4]) turning.want(slice);
    expect(asked).toEqual([1]);
    answers.shift()?.();
    await Promise.resolve();
    expect(asked).toEqual([1, 4]);
    answers.shift()?.();
    await Promise.resolve();
    turning.want(5);
    await Promise.resolve();
    expect(asked).toEqual([1, 4, 5]);
  });
});
