import type { PatientNumbersRepository } from '@caregate/data-models';
import { LRUCache } from 'lru-cache';
import type { OrthancClient } from './orthanc-client.js';
import type { PacsResource } from './pacs-resource.js';

/** A study and the patient whom it shows. */
export interface KnownStudy {
  readonly studyInstanceUid: string;
  readonly patientId: string;
}

export interface StudyLookupOptions {
  readonly orthanc: Pick<OrthancClient, 'find'>;
  readonly patients: Pick<PatientNumbersRepository, 'patientIdOf'>;
  /** How long an answer counts; studies are refiled rarely. */
  readonly ttlMilliseconds?: number;
}

const KNOWN_MAX = 50_000;
const TTL_MILLISECONDS = 60_000;

/** That something is not there is asked again soon: it may just be arriving. */
const ABSENT_MILLISECONDS = 2000;

type Answer = KnownStudy | 'absent';

/** Whose study a request is about: one question to the archive and one to the database, then from memory. */
export class StudyLookup {
  private readonly known: LRUCache<string, Answer>;
  private readonly asked = new Map<string, Promise<Answer>>();

  constructor(private readonly options: StudyLookupOptions) {
    this.known = new LRUCache({ max: KNOWN_MAX, ttl: options.ttlMilliseconds ?? TTL_MILLISECONDS });
  }

  /** `undefined` when there is no such study, or none of a patient whom we know. */
  async find(resource: PacsResource): Promise<KnownStudy | undefined> {
    const key = resource.by === 'orthanc' ? `${resource.level}/${resource.id}` : resource.studyInstanceUid;
    const answer = this.known.get(key) ?? (await (this.asked.get(key) ?? this.ask(key, resource)));
    return answer === 'absent' ? undefined : answer;
  }

  /** A viewer asks for hundreds of pictures at once; the archive is asked once for each. */
  private ask(key: string, resource: PacsResource): Promise<Answer> {
    const asking = this.look(resource)
      .then((answer) => {
        this.known.set(key, answer, answer === 'absent' ? { ttl: ABSENT_MILLISECONDS } : {});
        return answer;
      })
      .finally(() => this.asked.delete(key));
    this.asked.set(key, asking);
    return asking;
  }

  private async look(resource: PacsResource): Promise<Answer> {
    const filed = await this.options.orthanc.find(resource);
    if (filed === undefined) return 'absent';
    const { studyInstanceUid, mrn } = filed;
    const patientId = await this.options.patients.patientIdOf(mrn);
    return patientId === undefined ? 'absent' : { studyInstanceUid, patientId };
  }
}
