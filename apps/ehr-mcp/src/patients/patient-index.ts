import { LRUCache } from 'lru-cache';

const ENTRIES_MAX = 50_000;
const LIFE_MILLISECONDS = 60_000;

/** Logical ids by MRN. An MRN is never given to somebody else, so a hit needs no question to the database. */
export class PatientIndex {
  private readonly known = new LRUCache<string, string>({ max: ENTRIES_MAX, ttl: LIFE_MILLISECONDS });

  constructor(private readonly lookUp: (mrn: string) => Promise<string | undefined>) {}

  async idOf(typed: string): Promise<string | undefined> {
    const mrn = typed.trim();
    const hit = this.known.get(mrn);
    if (hit !== undefined) return hit;
    const found = await this.lookUp(mrn);
    if (found !== undefined) this.known.set(mrn, found);
    return found;
  }
}
