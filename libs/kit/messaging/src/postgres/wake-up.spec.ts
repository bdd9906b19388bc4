import { WakeUp } from './wake-up.js';

describe('a bell', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  function waiting(bell: WakeUp) {
    const seen = { over: false };
    void bell.wait(1000).then(() => (seen.over = true));
    return seen;
  }

  it('ends a wait', async () => {
    const bell = new WakeUp();
    const seen = waiting(bell);
    await jest.advanceTimersByTimeAsync(999);
    expect(seen.over).toBe(false);
    const timers = jest.getTimerCount();
    bell.ring();
    expect(jest.getTimerCount()).toBe(timers - 1);
    await jest.advanceTimersByTimeAsync(0);
    expect(seen.over).toBe(true);
  });

  it('need not ring for ever', async () => {
    const seen = waiting(new WakeUp());
    await jest.advanceTimersByTimeAsync(1000);
    expect(seen.over).toBe(true);
  });

  it('is heard afterwards by whoever was busy when it rang, once', async () => {
    const bell = new WakeUp();
    bell.ring();
    bell.ring();
    const first = waiting(bell);
    await jest.advanceTimersByTimeAsync(0);
    expect(first.over).toBe(true);
    const second = waiting(bell);
    await jest.advanceTimersByTimeAsync(999);
    expect(second.over).toBe(false);
  });
});
