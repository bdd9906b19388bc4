import { isoDate, type EpochDay } from '../calendar/days.js';

const pad = (n: number): string => String(n).padStart(2, '0');
const minutes = Array.from({ length: 1440 }, (_, n) => ` ${pad(Math.floor(n / 60))}:${pad(n % 60)}+00`);
const days = new Map<EpochDay, string>();

/** An instant as COPY reads it, from texts made once: ten million dates through `Date` would take half a minute. */
export function instantText(day: EpochDay, minute: number): string {
  return dayText(day + Math.floor(minute / 1440)) + (minutes[minute % 1440] ?? '');
}

function dayText(day: EpochDay): string {
  let text = days.get(day);
  if (text === undefined) days.set(day, (text = isoDate(day)));
  return text;
}
