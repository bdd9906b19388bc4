/** What time it is; specs bring their own. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

export function secondsLater(from: Date, seconds: number): Date {
  return new Date(from.getTime() + seconds * 1000);
}

/** NumericDate of RFC 7519 §2. */
export function epochSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
