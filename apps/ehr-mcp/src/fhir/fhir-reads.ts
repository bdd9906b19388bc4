import { DomainError } from '@caregate/core-errors';
import { parseQuery, project, providerToFhir } from '@caregate/core-fhir';
import type { Caller } from '@caregate/core-permissions';
import type { FhirResource } from 'fhir/r4.js';
import type { FhirDoor, Passage } from './fhir-door.js';
import { fhirError } from './answer/fhir-errors.js';
import type { FhirRecordsRepository } from './sources/fhir-records.repository.js';
import type { FhirRequest } from './request/fhir-request.js';
import { fhirSources, rowsOf, type FhirSource } from './sources/fhir-sources.js';
import { shownTo } from './answer/shown-to.js';

type ReadRequest = Extract<FhirRequest, { kind: 'read' }>;

/** `GET /{Type}/{id}` (FHIR R4 http.html#read). */
export class FhirReads {
  constructor(
    private readonly door: FhirDoor,
    private readonly records: FhirRecordsRepository,
  ) {}

  async read(request: ReadRequest, identify: () => Promise<Caller>): Promise<FhirResource> {
    const [first] = fhirSources.filter(({ type }) => type === request.type);
    // Who calls is found out inside, so that a bad token is on the trail of what it was shown for.
    return first === undefined ? this.provider(request, identify) : this.ofPatient(request, first, identify);
  }

  private async ofPatient(request: ReadRequest, first: FhirSource, identify: () => Promise<Caller>) {
    let passage = passageTo(request, first);
    try {
      const caller = await identify();
      const { source, patientId } = await this.find(request, first);
      passage = { ...passageTo(request, source), patientId };
      const via = await this.door.decide(caller, passage, 'patient');
      const rows = await rowsOf(source, [request.id], this.records);
      const read = patientId === undefined ? [] : await source.ofPatient(this.records, patientId, rows);
      const found = shownTo(caller, via, read);
      const resource = short(
        request,
        found.find(({ id }) => id === request.id),
      );
      await this.door.passed(passage, via);
      return resource;
    } catch (thrown) {
      throw await this.failed(passage, thrown);
    }
  }

  /** The source that has such a row. Where none has, the first answers for all. */
  private async find(
    { type, id }: ReadRequest,
    first: FhirSource,
  ): Promise<{ source: FhirSource; patientId: string | undefined }> {
    for (const source of fhirSources.filter((candidate) => candidate.type === type)) {
      const patientId = await this.records.ownerOf(source.table, source.rowOf?.(id) ?? id, source.written);
      if (patientId !== undefined) return { source, patientId };
    }
    return { source: first, patientId: undefined };
  }

  private async provider(request: ReadRequest, identify: () => Promise<Caller>): Promise<FhirResource> {
    const passage = passageTo(request, { permission: 'provider:read', event: 'provider.read' });
    try {
      const via = await this.door.decide(await identify(), passage, 'none');
      const providers = await this.records.providers([request.id]);
      const resource = short(
        request,
        providers.map(providerToFhir).find(({ id }) => id === request.id),
      );
      await this.door.passed(passage, via);
      return resource;
    } catch (thrown) {
      throw await this.failed(passage, thrown);
    }
  }

  private async failed(passage: Passage, thrown: unknown): Promise<DomainError> {
    const error = fhirError(thrown);
    if (error.code !== 'audit.write.failed') await this.door.failed(passage, error);
    return error;
  }
}

function passageTo(
  { type, id }: ReadRequest,
  { permission, event, category, targetType }: Pick<FhirSource, 'permission' | 'event' | 'category' | 'targetType'>,
): Passage {
  return { permission, event, interaction: 'read', type, category, tellsOf: targetType, entity: { type, id } };
}

/** `_summary` and `_elements` count for reading as well (FHIR R4 http.html#summary). */
function short({ type, parameters }: ReadRequest, resource: FhirResource | undefined): FhirResource {
  if (resource === undefined) throw new DomainError('ehr.record.not_found');
  const asked = [...parameters].filter(([name]) => name === '_summary' || name === '_elements');
  return project(resource, parseQuery(type, asked));
}
