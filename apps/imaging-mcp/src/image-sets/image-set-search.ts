import { imageSetOf } from '@caregate/core-dicom';
import type { Reach } from '@caregate/core-permissions';
import type { ImageArchive, ImageSetSummary, Page, PageRequest } from '../archives/image-archive.port.js';
import type { SearchCriteria } from '../archives/search-criteria.js';
import { isOurNumber } from '../patients/is-our-number.js';
import type { PatientIndex } from '../patients/patient-index.js';

/** Pages that hold nothing for the caller are passed over, but not without end: the next call may go on. */
const PAGES_MAX = 10;

/** Searches an archive, which knows nothing of who may see whom, and keeps what lies within the caller's reach. */
export class ImageSetSearch {
  constructor(
    private readonly archive: ImageArchive,
    private readonly patients: PatientIndex,
    private readonly reach: Reach,
  ) {}

  async find(datastoreId: string, criteria: SearchCriteria, page: PageRequest): Promise<Page<ImageSetSummary>> {
    if (!(await this.mayFind(criteria))) return { items: [], nextToken: undefined };
    let { token } = page;
    for (let turn = 0; turn < PAGES_MAX; turn += 1) {
      const found = await this.archive.search(datastoreId, criteria, { ...page, token });
      const items = await this.ours(datastoreId, await this.within(found.items));
      token = found.nextToken;
      if (items.length > 0 || token === undefined) return { items, nextToken: token };
    }
    return { items: [], nextToken: token };
  }

  /** Whom the caller may not see is not asked for: the archive would learn of the question, and time would tell. */
  private async mayFind({ filters = [] }: SearchCriteria): Promise<boolean> {
    if (this.reach !== 'everybody' && this.reach.length === 0) return false;
    const named = filters.flatMap(({ values }) => values.flatMap(({ DICOMPatientId: id }) => id ?? []));
    const owners = await this.patients.idsOf(named);
    return owners.every((owner) => this.reaches(owner));
  }

  /** Whose picture nobody knows belongs to nobody's reach, not even to that of those who see everybody. */
  private reaches(owner: string | undefined): boolean {
    return owner !== undefined && (this.reach === 'everybody' || this.reach.includes(owner));
  }

  private async within(found: readonly ImageSetSummary[]): Promise<readonly ImageSetSummary[]> {
    const owners = await this.patients.idsOf(found.map(({ dicomTags }) => dicomTags['DICOMPatientId']?.toString()));
    return found.filter((_summary, at) => this.reaches(owners[at]));
  }

  /** No search tells the issuer: the headers do, which are remembered. */
  private async ours(datastoreId: string, found: readonly ImageSetSummary[]): Promise<readonly ImageSetSummary[]> {
    if (this.archive.patientIssuer === undefined) return found;
    const kept: ImageSetSummary[] = [];
    for (const summary of found) if (await this.isOurs(datastoreId, summary)) kept.push(summary);
    return kept;
  }

  private async isOurs(datastoreId: string, { imageSetId, version }: ImageSetSummary): Promise<boolean> {
    const { metadata } = await this.archive.metadata({ datastoreId, imageSetId }, String(version));
    return isOurNumber(this.archive.patientIssuer, imageSetOf(metadata).patientIssuer);
  }
}
