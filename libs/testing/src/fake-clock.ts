export interface FakeClock {
  now(): Date;
  advance(milliseconds: number): void;
}

/** Time that passes only when a spec says so. */
export function fakeClock(start: Date = new Date('2026-01-05T08:00:00Z')): FakeClock {
  let instant = start.getTime();
  return {
    now: () => new Date(instant),
    advance: (milliseconds) => {
      instant += milliseconds;
    },
  };
}
