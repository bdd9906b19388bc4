import type { EpochDay } from '../../calendar/days.js';
import { clinicHours } from './clinic-hours.js';

/** Remembers who is busy when, so that nobody, provider or patient, is in two rooms at once. */
export class AppointmentBook {
  private readonly busy = new Set<string>();

  /** Books the slot and says so, or leaves everything as it was. */
  book(people: readonly string[], slot: Slot): boolean {
    const cells = people.flatMap((person) => cellsOf(slot).map((cell) => `${person}|${slot.day}|${cell}`));
    if (!isOpen(slot) || cells.some((cell) => this.busy.has(cell))) return false;
    for (const cell of cells) this.busy.add(cell);
    return true;
  }
}

interface Slot {
  readonly day: EpochDay;
  readonly minute: number;
  readonly durationMinutes: number;
}

function cellsOf({ minute, durationMinutes }: Slot): number[] {
  const count = durationMinutes / clinicHours.cellMinutes;
  return Array.from({ length: count }, (_, i) => minute + i * clinicHours.cellMinutes);
}

function isOpen({ minute, durationMinutes }: Slot): boolean {
  const end = minute + durationMinutes;
  const { opens, lunchBegins, lunchEnds, closes } = clinicHours;
  return (minute >= opens && end <= lunchBegins) || (minute >= lunchEnds && end <= closes);
}
