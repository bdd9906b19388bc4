import { matchesAmong, type FhirQuery, type Matches } from '@caregate/core-fhir';
import type { Caller } from '@caregate/core-permissions';
import type { FhirResource } from 'fhir/r4.js';
import { seesWithdrawn } from '../../access/sees-withdrawn.js';
import { shownTo } from '../answer/shown-to.js';
import type { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import { rowInReference, rowsOf, type FhirSource } from '../sources/fhir-sources.js';
import type { FoundResource, ResourceFinder } from './sql/resource-finder.js';

/** Rows of one kind of one patient, and by which relation they are open. */
interface Opened {
  readonly source: FhirSource;
  readonly patientId: string | undefined;
  readonly via: string;
}

export interface Located extends FoundResource {
  readonly opened: Opened;
}

/** What a search finds in the rows that are open to it, and the resources of a page of that. */
export class FhirRows {
  constructor(
    private readonly records: FhirRecordsRepository,
    private readonly finder: ResourceFinder,
  ) {}

  /** Of which rows there is what was asked for: the rest of a chart, which may be long, is not read. */
  async find(query: FhirQuery, opened: Opened, caller: Caller): Promise<Matches<FoundResource>> {
    const { source, patientId, via } = opened;
    if (source.searched !== undefined && patientId !== undefined)
      return this.finder.find(query, source.searched, { patientId, seesWithdrawn: seesWithdrawn(caller, via) });
    const rows = await rowsNamed(query, source, this.records);
    const { total, behind } = matchesAmong(query, await this.shown(opened, rows, caller), new Date());
    return { total, behind: behind.map(({ resource: { id = '' }, place }) => ({ id, place })) };
  }

  async read(matches: readonly Located[], caller: Caller): Promise<readonly FhirResource[]> {
    const resources = new Map<string, FhirResource>();
    for (const opened of new Set(matches.map((match) => match.opened))) {
      const ids = matches.filter((match) => match.opened === opened).map(({ id }) => id);
      const rows = await rowsOf(opened.source, ids, this.records);
      for (const resource of await this.shown(opened, rows, caller)) resources.set(resource.id ?? '', resource);
    }
    return matches.flatMap(({ id }) => resources.get(id) ?? []);
  }

  private async shown({ source, patientId, via }: Opened, rows: readonly string[], caller: Caller) {
    return patientId === undefined ? [] : shownTo(caller, via, await source.ofPatient(this.records, patientId, rows));
  }
}

/** Who wrote rows is asked of what was written in them, or by its own id. */
async function rowsNamed(
  { conditions }: FhirQuery,
  source: FhirSource,
  records: FhirRecordsRepository,
): Promise<readonly string[]> {
  for (const condition of conditions)
    if (condition.kind === 'reference' && condition.name === 'target') return condition.anyOf.map(rowInReference);
  const ids = conditions.flatMap((each) =>
    each.kind === 'token' && each.name === '_id' && !each.not ? each.anyOf.map(({ code = '' }) => code) : [],
  );
  return rowsOf(source, ids, records);
}
