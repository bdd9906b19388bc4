import { EventRoom } from './event.room.js';
import { SessionEvents } from './session.events.js';

const givenEvents = (bounds?: ConstructorParameters<typeof SessionEvents>[1], room = new EventRoom(1e9)) =>
  new SessionEvents(room, bounds);

const message = (text: string) => ({ jsonrpc: '2.0' as const, method: 'notifications/message', params: { text } });

async function replayed(events: SessionEvents, after: string): Promise<unknown[]> {
  const found: unknown[] = [];
  await events.replayEventsAfter(after, {
    send: async (id, said) => void found.push([id, 'params' in said ? said.params?.['text'] : undefined]),
  });
  return found;
}

describe('the events of a session', () => {
  it('have ids of their own, and are those of one stream each', async () => {
    const events = givenEvents();
    const opening = await events.storeEvent('one', {} as never);
    const ids = [
      await events.storeEvent('one', message('a')),
      await events.storeEvent('two', message('b')),
      await events.storeEvent('one', message('c')),
    ];
    expect(new Set([opening, ...ids]).size).toBe(4);
    expect(await replayed(events, opening)).toEqual([
      [ids[0], 'a'],
      [ids[2], 'c'],
    ]);
    expect(await replayed(events, ids[2] ?? '')).toEqual([]);
    expect([events.streamOf(ids[1] ?? ''), events.streamOf(ids[2] ?? '')]).toEqual(['two', 'one']);
  });

  it.each(['', 'one', 'one_', 'one_9', 'three_1', '_1', 'one_-1', 'one_1e1'])('know no event "%s"', async (id) => {
    const events = givenEvents();
    await events.storeEvent('one', message('a'));
    expect(events.streamOf(id)).toBeUndefined();
  });

  it.each([
    ['too many', { eventsMax: 2 }],
    ['too large', { bytesMax: 200 }],
  ])('are dropped, the oldest first, when they are %s, and none is skipped silently', async (_case, bound) => {
    const events = givenEvents({ eventsMax: 100, bytesMax: 10_000, ageMillisecondsMax: 60_000, ...bound });
    const ids: string[] = [];
    for (const text of ['a', 'b', 'c', 'd']) ids.push(await events.storeEvent('one', message(text)));
    expect(events.streamOf(ids[0] ?? '')).toBeUndefined();
    expect(events.streamOf(ids[2] ?? '')).toBe('one');
    expect(await replayed(events, ids[2] ?? '')).toEqual([[ids[3], 'd']]);
  });

  it('are dropped when they are old', async () => {
    const events = givenEvents({ eventsMax: 100, bytesMax: 10_000, ageMillisecondsMax: -1 });
    expect(events.streamOf(await events.storeEvent('one', message('a')))).toBeUndefined();
  });

  it('keep nothing that is larger than all of them may be', async () => {
    const events = givenEvents({ eventsMax: 100, bytesMax: 100, ageMillisecondsMax: 60_000 });
    const opening = await events.storeEvent('one', {} as never);
    await events.storeEvent('one', message('x'.repeat(1_000)));
    expect(events.streamOf(opening)).toBeUndefined();
  });
});

describe('the events of all sessions', () => {
  const thousand = 'x'.repeat(1_000);

  it('share one room, in which the oldest of the longest idle session go first', async () => {
    const room = new EventRoom(9_000);
    const busy = givenEvents(undefined, room);
    const given = async () => {
      const events = givenEvents(undefined, room);
      const opening = await events.storeEvent('s', {} as never);
      const long = await events.storeEvent('s', message(thousand));
      await events.storeEvent('s', message('b'));
      const isKept = (id: string) => events.streamOf(id) !== undefined;
      return { events, kept: () => ({ all: isKept(opening), later: isKept(long) }) };
    };
    const [left, back] = [await given(), await given()];
    await busy.storeEvent('s', message(thousand));
    expect([left.kept(), back.kept()]).toEqual(Array(2).fill({ all: true, later: true }));
    left.events.touch();
    await busy.storeEvent('s', message(thousand));
    await busy.storeEvent('s', message('c'.repeat(200)));
    expect([left.kept(), back.kept()]).toEqual([
      { all: true, later: true },
      { all: false, later: true },
    ]);
  });

  it('give their room back when their session ends, and keep nothing after that', async () => {
    const room = new EventRoom(5_000);
    const [ended, other] = [givenEvents(undefined, room), givenEvents(undefined, room)];
    const first = await other.storeEvent('s', message(thousand));
    await ended.storeEvent('s', message(thousand));
    ended.end();
    await ended.storeEvent('s', message(thousand));
    await other.storeEvent('s', message(thousand));
    expect((await replayed(other, first)).length).toBe(1);
    expect(other.streamOf(first)).toBe('s');
  });
});
