const known = new Map<string, Intl.DateTimeFormat>();

/** The day that an instant falls on in a time zone, YYYY-MM-DD. */
export function dayIn(timeZone: string, instant: Date): string {
  const format = known.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  known.set(timeZone, format);
  return format.format(instant);
}
