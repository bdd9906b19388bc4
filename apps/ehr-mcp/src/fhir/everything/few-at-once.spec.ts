import { FewAtOnce } from './few-at-once.js';

function deferred() {
  let resolve = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve: () => resolve(), reject: (error: Error) => reject(error) };
}

describe('work of which few is done at once', () => {
  it('waits for its turn, in order, also behind work that fails', async () => {
    const few = new FewAtOnce(2);
    const begun: number[] = [];
    const works = Array.from({ length: 5 }, deferred);
    const done = works.map(({ promise }, index) =>
      few.run(() => {
        begun.push(index);
        return promise;
      }),
    );
    expect(begun).toEqual([0, 1]);
    works[1]?.reject(new Error('the chart is gone'));
    await expect(done[1]).rejects.toThrow('the chart is gone');
    expect(begun).toEqual([0, 1, 2]);
    for (const { resolve } of works) resolve();
    await Promise.allSettled(done);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    await expect(few.run(() => Promise.resolve('again'))).resolves.toBe('again');
  });
});
