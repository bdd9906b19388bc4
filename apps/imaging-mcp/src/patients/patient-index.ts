import { LRUCache } from 'lru-cache';

const ENTRIES_MAX = 50_000;
const LIFE_MILLISECONDS = 60_000;

/** Logical ids by DICOM Patient ID. A number is never given to somebody else, so a hit needs no question. */
export class PatientIndex {
  private readonly known = new LRUCache<string, string>({ max: ENTRIES_MAX, ttl: LIFE_MILLISECONDS });

  constructor(private readonly lookUp: (mrn: string) => Promise<string | undefined>) {}

  /** Modalities pad the number and spell it in either case (VR LO, PS3.5 §6.2). */
  async idOf(patientId: string | undefined): Promise<string | undefined> {
    const mrn = patientId?.trim().toUpperCase() ?? '';
    if (mrn === '') return undefined;
    const hit = this.known.get(mrn);
    if (hit !== undefined) return hit;
    const found = await this.lookUp(mrn);
    if (found !== undefined) this.known.set(mrn, found);
    return found;
  }
}
