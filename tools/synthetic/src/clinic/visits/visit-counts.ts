import type { Prng } from '../../random/prng.js';
import type { Person } from '../people/person.js';

/** How often each person was seen: the total is exact, the ill come more often, and the first patient is given. */
export function visitCounts(random: Prng, people: readonly Person[], how: Distribution): number[] {
  const counts = people.map((_, n) => (n === 0 ? how.first : how.least));
  let left = how.total - counts.reduce((sum, count) => sum + count, 0);
  while (left > 0) {
    const n = random.between(1, people.length - 1);
    const person = people[n];
    const count = counts[n] ?? 0;
    if (person === undefined || count >= how.most || !how.mayCome(person)) continue;
    if (!random.chance(250 + 200 * Math.min(3, person.subject.conditions.size))) continue;
    counts[n] = count + 1;
    left -= 1;
  }
  return counts;
}

interface Distribution {
  readonly total: number;
  readonly first: number;
  readonly least: number;
  readonly most: number;
  readonly mayCome: (person: Person) => boolean;
}
