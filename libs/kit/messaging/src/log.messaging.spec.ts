import { LogMessaging } from './log.messaging.js';
import type { LogReader, MessageLog } from './message-log.port.js';

/** A log whose readers are asked and ended by hand. */
function givenLog({ head, ping = async () => {} }: { head: LogReader['head']; ping?: MessageLog['ping'] }) {
  const seen = { pings: 0, reads: 0, closedReaders: 0 };
  let endWait = () => {};
  const reader: LogReader = {
    head,
    after: () => {
      seen.reads += 1;
      return new Promise((resolve) => (endWait = () => resolve([])));
    },
    close: async () => {
      seen.closedReaders += 1;
      endWait();
    },
  };
  const log: MessageLog = {
    backend: 'postgres',
    open: async () => {},
    append: async () => {},
    reader: async () => reader,
    ping: () => {
      seen.pings += 1;
      return ping();
    },
    close: async () => {},
  };
  return { seen, messaging: new LogMessaging(log, { warn: () => {} }) };
}

describe('messaging over a log', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('asks every second whether the log is there, and no more once it is closed', async () => {
    const { messaging, seen } = givenLog({ head: async () => undefined });
    await jest.advanceTimersByTimeAsync(3000);
    expect(seen.pings).toBe(3);
    await messaging.close();
    await jest.advanceTimersByTimeAsync(3000);
    expect(seen.pings).toBe(3);
  });

  it('asks no second time while it waits for an answer', async () => {
    const { messaging, seen } = givenLog({ head: async () => undefined, ping: () => new Promise(() => {}) });
    await jest.advanceTimersByTimeAsync(3000);
    expect(seen.pings).toBe(1);
    await messaging.close();
  });

  it('gives back the reader of a subscription that could not find its place', async () => {
    const { messaging, seen } = givenLog({ head: () => Promise.reject(new Error('gone')) });
    await expect(messaging.subscribe('audit.alert', () => {})).rejects.toMatchObject({
      code: 'messaging.unavailable',
      detail: { backend: 'postgres', reason: 'gone' },
    });
    expect(seen.closedReaders).toBe(1);
    await messaging.close();
  });

  it('begins no subscription for which the place was found too late', async () => {
    let found = (_head: string) => {};
    const { messaging, seen } = givenLog({ head: () => new Promise((resolve) => (found = resolve)) });
    const subscribing = messaging.subscribe('audit.alert', () => {});
    await jest.advanceTimersByTimeAsync(0);
    await messaging.close();
    found('7');
    await expect(subscribing).rejects.toMatchObject({ code: 'service.stopping' });
    await jest.advanceTimersByTimeAsync(3000);
    expect(seen).toEqual({ pings: 0, reads: 1, closedReaders: 1 });
  });
});
