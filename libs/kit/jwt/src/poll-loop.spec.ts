import { setImmediate as turn } from 'node:timers/promises';
import { until } from '@caregate/testing';
import { PollLoop } from './poll-loop.js';

const never = 1_000_000;

describe('a poll loop', () => {
  it('runs again after every interval', async () => {
    let runs = 0;
    const loop = new PollLoop(async () => void (runs += 1), 5);
    await until(() => runs >= 3);
    await loop.stop();
  });

  it('runs at once when it is woken', async () => {
    let runs = 0;
    const loop = new PollLoop(async () => void (runs += 1), never);
    loop.wake();
    await until(() => runs === 1);
    loop.wake();
    await until(() => runs === 2);
    await loop.stop();
  });

  it('runs once more when it is woken during a run, and never two at a time', async () => {
    let running = 0;
    let runs = 0;
    let most = 0;
    let finish = (): void => {};
    const loop = new PollLoop(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => (finish = resolve));
      running -= 1;
      runs += 1;
    }, never);
    loop.wake();
    await until(() => running === 1);
    loop.wake();
    loop.wake();
    await turn();
    finish();
    await until(() => runs === 1 && running === 1);
    finish();
    await until(() => runs === 2);
    await loop.stop();
    expect([runs, most]).toEqual([2, 1]);
  });

  it('waits for the present run when it is stopped, and runs no more', async () => {
    let runs = 0;
    let finish: (() => void) | undefined;
    const loop = new PollLoop(async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      runs += 1;
    }, never);
    loop.wake();
    await until(() => finish !== undefined);
    let isStopped = false;
    const stopped = loop.stop().then(() => (isStopped = true));
    loop.wake();
    await turn();
    expect(isStopped).toBe(false);
    finish?.();
    await stopped;
    expect(runs).toBe(1);
  });
});
