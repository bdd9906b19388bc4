import { LRUCache } from 'lru-cache';

const ENTRIES_MAX = 50_000;
const LIFE_MILLISECONDS = 60_000;

/** Logical ids by medical record number, of those numbers that somebody has. */
type LookUp = (mrns: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Logical ids by DICOM Patient ID. A number is never given to somebody else, so a hit needs no question. */
export class PatientIndex {
  private readonly known = new LRUCache<string, string>({ max: ENTRIES_MAX, ttl: LIFE_MILLISECONDS });

  constructor(private readonly lookUp: LookUp) {}

  async idOf(patientId: string | undefined): Promise<string | undefined> {
    return (await this.idsOf([patientId]))[0];
  }

  /** One for each, in their order; a whole page of a search is one question. */
  async idsOf(patientIds: readonly (string | undefined)[]): Promise<readonly (string | undefined)[]> {
    const mrns = patientIds.map(mrnOf);
    const hits = mrns.map((mrn) => this.known.get(mrn));
    const asked = new Set(mrns.filter((mrn, at) => mrn !== '' && hits[at] === undefined));
    const found = asked.size === 0 ? new Map<string, string>() : await this.lookUp([...asked]);
    for (const [mrn, id] of found) this.known.set(mrn, id);
    return mrns.map((mrn, at) => hits[at] ?? found.get(mrn));
  }
}

/** Modalities pad the number and spell it in either case (VR LO, PS3.5 §6.2). */
function mrnOf(patientId = ''): string {
  return patientId.trim().toUpperCase();
}
