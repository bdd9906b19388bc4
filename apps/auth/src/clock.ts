/** What time it is; specs bring their own. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/**
 * As far as clocks of processes may be apart, and as far ahead as verifiers believe a token's time of issue. Whatever was
 * made later than that was made by a clock that is ahead, or has been set back since: how old it is nobody can say.
 */
export const CLOCKS_APART_SECONDS = 60;

export function isYetToCome(at: Date, now: Date): boolean {
  return at > secondsLater(now, CLOCKS_APART_SECONDS);
}

export function secondsLater(from: Date, seconds: number): Date {
  return new Date(from.getTime() + seconds * 1000);
}

/** NumericDate of RFC 7519 §2. */
export function epochSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
