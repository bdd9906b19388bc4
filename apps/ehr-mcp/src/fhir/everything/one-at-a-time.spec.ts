import { setImmediate } from 'node:timers/promises';
import { OneAtATime } from './one-at-a-time.js';

function deferred() {
  let resolve = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve: () => resolve(), reject: (error: Error) => reject(error) };
}

describe('work that waits for other work', () => {
  it('has its turn in order, also behind work that fails', async () => {
    const one = new OneAtATime();
    const begun: number[] = [];
    const works = Array.from({ length: 4 }, deferred);
    const done = works.map(({ promise }, index) =>
      one.run(() => {
        begun.push(index);
        return promise;
      }),
    );
    await setImmediate();
    expect(begun).toEqual([0]);
    works[0]?.reject(new Error('the chart is gone'));
    await expect(done[0]).rejects.toThrow('the chart is gone');
    await setImmediate();
    expect(begun).toEqual([0, 1]);
    for (const { resolve } of works) resolve();
    await Promise.allSettled(done);
    expect(begun).toEqual([0, 1, 2, 3]);
    await expect(one.run(() => Promise.resolve('again'))).resolves.toBe('again');
  });
});
