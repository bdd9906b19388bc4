/** A stretch of time in milliseconds since 1970; the end is not part of it. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

const written = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/**
 * The stretch that a date of any precision stands for (FHIR R4 search.html#date): 2026-03 is the whole of March.
 * Without a zone it is read as UTC, the clock of every column.
 */
export function periodOf(text: string): Period | undefined {
  const [, year, month, day, minutes, seconds, fraction, zone] = written.exec(text) ?? [];
  // There is no year 0, and a day begins at 00:00, not at 24:00 of the one before (FHIR R4 datatypes.html#dateTime).
  if (year === undefined || year === '0000' || minutes?.startsWith('24') === true || !isZone(zone)) return undefined;
  const from = Date.parse(
    `${year}-${month ?? '01'}-${day ?? '01'}T${minutes ?? '00:00'}:${seconds ?? '00'}${(fraction ?? '').slice(0, 4)}${zone ?? 'Z'}`,
  );
  if (Number.isNaN(from) || !isDay(`${year}-${month ?? '01'}-${day ?? '01'}`)) return undefined;
  return { from, until: endOf(from, { month, day, minutes, seconds, fraction }) };
}

interface Precision {
  readonly month: string | undefined;
  readonly day: string | undefined;
  readonly minutes: string | undefined;
  readonly seconds: string | undefined;
  readonly fraction: string | undefined;
}

function endOf(from: number, { month, day, minutes, seconds, fraction }: Precision): number {
  if (fraction !== undefined) return from + 1;
  if (seconds !== undefined) return from + 1_000;
  if (minutes !== undefined) return from + 60_000;
  if (day !== undefined) return from + 86_400_000;
  const end = new Date(from);
  if (month === undefined) end.setUTCFullYear(end.getUTCFullYear() + 1);
  else end.setUTCMonth(end.getUTCMonth() + 1);
  return end.getTime();
}

/** JavaScript reads the 31st of February as a day of March. */
function isDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** No clock is further from UTC than fourteen hours (FHIR R4 datatypes.html#dateTime). */
function isZone(zone = 'Z'): boolean {
  return zone === 'Z' || /^[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)$/.test(zone);
}
