import { fakeClock } from '@caregate/testing';
import { EntryStamp } from './entry-stamp.js';

const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the stamp of an entry', () => {
  it('puts the time into the id, so that both always agree', () => {
    const clock = fakeClock(new Date('2026-11-21T09:00:00.123Z'));
    const { id, recordedAt } = new EntryStamp(() => clock.now()).next();
    expect(recordedAt).toBe('2026-11-21T09:00:00.123Z');
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse(recordedAt));
  });

  it('is a version 7 UUID (RFC 9562 section 5.7)', () => {
    expect(new EntryStamp().next().id).toMatch(version7);
  });

  it('gives ids in rising order within one millisecond', () => {
    const clock = fakeClock();
    const stamp = new EntryStamp(() => clock.now());
    const ids = Array.from({ length: 1_000 }, () => stamp.next().id);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(1_000);
  });

  it('still gives different ids of version 7 when a millisecond has more entries than it can count', () => {
    const clock = fakeClock();
    const stamp = new EntryStamp(() => clock.now());
    const ids = Array.from({ length: 6_000 }, () => stamp.next().id);
    expect(new Set(ids).size).toBe(6_000);
    expect(ids.filter((id) => !version7.test(id))).toEqual([]);
    expect(ids.at(-1)?.slice(14, 18)).toBe('7fff');
  });

  it('counts from nothing in every millisecond', () => {
    const clock = fakeClock();
    const stamp = new EntryStamp(() => clock.now());
    const counts = [0, 0, 1, 0].map((milliseconds) => {
      clock.advance(milliseconds);
      return stamp.next().id.slice(14, 18);
    });
    expect(counts).toEqual(['7000', '7001', '7000', '7001']);
  });

  it('follows a clock that is set back, so that the trail shows it', () => {
    const clock = fakeClock(new Date('2026-11-21T09:00:00.000Z'));
    const stamp = new EntryStamp(() => clock.now());
    stamp.next();
    clock.advance(-60_000);
    expect(stamp.next().recordedAt).toBe('2026-11-21T08:59:00.000Z');
  });
});
