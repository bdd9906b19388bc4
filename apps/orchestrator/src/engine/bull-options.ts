/** A ticket is held for milliseconds, until its row is assigned; whoever holds one for longer is dead. */
export const workerOptions = {
  autorun: false,
  lockDuration: 3_000,
  stalledInterval: 1_000,
  // Rows count attempts; a ticket may come back as often as processes die.
  maxStalledCount: 1_000,
  drainDelay: 2,
  removeOnComplete: { count: 0 },
};
