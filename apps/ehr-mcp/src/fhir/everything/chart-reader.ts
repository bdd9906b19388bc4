import type { FhirResource } from 'fhir/r4.js';
import { setImmediate } from 'node:timers/promises';
import type { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import { rowsOf } from '../sources/fhir-sources.js';
import type { ListedResource } from './chart-list.js';

/** So many are read at once, and made before others in this process have a turn: some milliseconds. */
const RESOURCES_A_TURN = 500;

interface ChartReading {
  readonly records: FhirRecordsRepository;
  readonly patientId: string;
  /** The resources of some rows as they are shown. */
  readonly shown: (resources: readonly FhirResource[]) => readonly FhirResource[];
}

/** What is listed, in that order, read while it is taken: of a long chart no more is held than one turn. */
export async function* readChart(
  listed: readonly ListedResource[],
  reading: ChartReading,
): AsyncGenerator<FhirResource> {
  for (let begin = 0; begin < listed.length; begin += RESOURCES_A_TURN) {
    const turn = listed.slice(begin, begin + RESOURCES_A_TURN);
    yield* await readTurn(turn, reading);
    await setImmediate();
  }
}

async function readTurn(
  turn: readonly ListedResource[],
  { records, patientId, shown }: ChartReading,
): Promise<readonly FhirResource[]> {
  const read = new Map<string, FhirResource>();
  for (const kind of new Set(turn.map((each) => each.kind))) {
    const ids = turn.filter((each) => each.kind === kind).map(({ id }) => id);
    const rows = new Set(await rowsOf(kind, ids, records));
    for (const resource of shown(await kind.ofPatient(records, patientId, [...rows])))
      read.set(`${resource.resourceType}/${resource.id}`, resource);
  }
  return turn.flatMap(({ kind, id }) => read.get(`${kind.type}/${id}`) ?? []);
}
