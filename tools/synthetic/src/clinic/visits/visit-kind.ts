import type { Prng } from '../../random/prng.js';

/** What is booked for a reason: examinations take an hour, and a talk about known things may be by video. */
export function visitKind(random: Prng, reason: string): { type: string; durationMinutes: number } {
  if (/physical|screening|evaluation|visit$/i.test(reason)) return { type: 'Examination', durationMinutes: 60 };
  if (!/follow-up|review|management|session|advice|discussion/i.test(reason))
    return { type: 'Office Visit', durationMinutes: 30 };
  return { type: random.chance(350) ? 'Telehealth' : 'Follow-up', durationMinutes: 30 };
}
