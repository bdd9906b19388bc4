import { ServiceState } from './service-state.js';

describe('the state of a service', () => {
  it('goes from starting over running to stopping, and never back', async () => {
    const state = new ServiceState();
    expect([state.running, state.stopping]).toEqual([false, false]);
    state.started();
    expect([state.running, state.stopping]).toEqual([true, false]);
    await state.stop();
    state.started();
    expect([state.running, state.stopping]).toEqual([false, true]);
  });

  it('tells everybody who asked that it stops, and waits for them, whatever one of them does', async () => {
    const state = new ServiceState();
    const told: string[] = [];
    state.onStopping(() => Promise.reject(new Error('no')));
    state.onStopping(async () => void told.push('sockets'));
    const forget = state.onStopping(() => void told.push('nobody'));
    forget();
    await state.stop();
    expect(told).toEqual(['sockets']);
  });

  it('is idle when the last running request has ended', async () => {
    const state = new ServiceState();
    state.requestStarted();
    state.requestStarted();
    const idle = state.idle(10_000);
    state.requestEnded();
    expect(state.openRequests).toBe(1);
    state.requestEnded();
    await expect(idle).resolves.toBe(true);
    await expect(state.idle(10_000)).resolves.toBe(true);
  });

  it('gives up waiting for a request that does not end', async () => {
    const state = new ServiceState();
    state.requestStarted();
    await expect(state.idle(5)).resolves.toBe(false);
  });
});
