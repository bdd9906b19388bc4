import { DomainError } from '@caregate/core-errors';
import { z } from 'zod';
import type { PacsResource } from './pacs-resource.js';

export interface OrthancClientOptions {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** A study as the archive files it: by the number under which the hospital knows the patient (DICOM PS3.3 C.7.1.1). */
export interface FiledStudy {
  readonly studyInstanceUid: string;
  readonly mrn: string;
}

const study = z.looseObject({
  MainDicomTags: z.looseObject({ StudyInstanceUID: z.string().min(1).max(64) }),
  PatientMainDicomTags: z.looseObject({ PatientID: z.string().min(1).max(64) }),
});
const studies = z.array(study);

const TIMEOUT_MILLISECONDS = 2000;

/** Asks Orthanc's own REST whose a study is. What cannot be known for certain is refused by an error. */
export class OrthancClient {
  /** What Orthanc is shown, by us and by the edge on behalf of those whom the gate lets in. */
  readonly authorization: string;

  constructor(private readonly options: OrthancClientOptions) {
    const { username, password } = options;
    this.authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }

  /** `undefined` when the archive has no such thing. */
  async find(resource: PacsResource): Promise<FiledStudy | undefined> {
    return resource.by === 'orthanc' ? this.byId(resource.level, resource.id) : this.byUid(resource.studyInstanceUid);
  }

  private async byId(level: string, id: string): Promise<FiledStudy | undefined> {
    const answer = await this.ask(level === 'studies' ? `/studies/${id}` : `/${level}/${id}/study`);
    return answer === undefined ? undefined : filed(study.parse(answer));
  }

  /** Two patients with one study UID are a mistake of filing: which of them a request would get, nobody can say. */
  private async byUid(StudyInstanceUID: string): Promise<FiledStudy | undefined> {
    const query = { Level: 'Study', Expand: true, Limit: 2, Query: { StudyInstanceUID } };
    const [only, ...others] = studies.parse(await this.ask('/tools/find', query));
    return only === undefined || others.length > 0 ? undefined : filed(only);
  }

  private async ask(path: string, body?: object): Promise<unknown> {
    const question = {
      headers: { authorization: this.authorization, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    } as const;
    try {
      return await answerOf(await fetch(`${this.options.url}${path}`, question));
    } catch (cause) {
      throw new DomainError('imaging.archive.unavailable', { cause });
    }
  }
}

async function answerOf(response: Response): Promise<unknown> {
  if (response.ok) return response.json();
  await response.body?.cancel();
  if (response.status === 404) return undefined;
  throw new Error(`the archive answered ${response.status}`);
}

function filed({ MainDicomTags, PatientMainDicomTags }: z.output<typeof study>): FiledStudy {
  return { studyInstanceUid: MainDicomTags.StudyInstanceUID, mrn: PatientMainDicomTags.PatientID };
}
