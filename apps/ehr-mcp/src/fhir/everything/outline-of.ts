import {
  chartResources,
  labObservationToFhir,
  labOutline,
  vitalOutlines,
  vitalSignsToFhir,
  type ChartRecord,
} from '@caregate/core-fhir';
import type { Caller } from '@caregate/core-permissions';
import type { FhirResource } from 'fhir/r4.js';
import { setImmediate } from 'node:timers/promises';
import { shownTo, withoutStrangers } from '../answer/shown-to.js';

interface Viewer {
  readonly caller: Caller;
  readonly via: string;
}

/**
 * What somebody is shown of a chart, without what was measured: enough to choose a page of it. What was
 * entered in error is not shown to everybody, nor who treats the person whose it is.
 */
export function outlineOf(chart: ChartRecord, { caller, via }: Viewer): readonly FhirResource[] {
  return withoutStrangers(shownTo(caller, via, chartResources(chart, vitalOutlines, labOutline)));
}

/** How many resources are made before others in this process have a turn: some milliseconds. */
const RESOURCES_A_TURN = 500;

/** Resources as they are shown whose outlines these are. Those of one row stand together, so that it is mapped once. */
export async function* resourcesOf(
  outlines: readonly FhirResource[],
  { vitalSigns, labResults }: ChartRecord,
  { caller, via }: Viewer,
): AsyncGenerator<FhirResource> {
  const rows = new Map(vitalSigns.map((row) => [row.id, row]));
  const results = new Map(
    labResults.flatMap((order) => order.components.map((each) => [each.id, [order, each] as const])),
  );
  let last: { readonly rowId: string; readonly shown: readonly FhirResource[] } | undefined;
  for (const [index, outline] of outlines.entries()) {
    if (index % RESOURCES_A_TURN === RESOURCES_A_TURN - 1) await setImmediate();
    const row = rowIn(rows, outline);
    if (row !== undefined && row.id !== last?.rowId)
      last = { rowId: row.id, shown: shownTo(caller, via, vitalSignsToFhir(row)) };
    const result = outline.resourceType === 'Observation' ? results.get(outline.id ?? '') : undefined;
    const whole = result === undefined ? last?.shown : shownTo(caller, via, [labObservationToFhir(...result)]);
    yield whole?.find(({ id }) => id === outline.id) ?? outline;
  }
}

/** `<row>-heart-rate` is of the row; a UUID has 36 characters. */
function rowIn<T>(rows: ReadonlyMap<string, T>, { resourceType, id = '' }: FhirResource): T | undefined {
  return resourceType === 'Observation' ? rows.get(id.slice(0, 36)) : undefined;
}
