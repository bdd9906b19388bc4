import type { ServedType } from '@caregate/core-fhir';
import type { SearchTable } from '../search/sql/search-table.js';
import { fhirSources, type FhirSource } from '../sources/fhir-sources.js';
import { coverages, kindsOf, practitioners, type ChartKind } from './chart-kinds.js';

/** A part of a chart that is opened as a whole. */
export interface ChartPart extends Pick<FhirSource, 'type' | 'category' | 'name' | 'permission' | 'event'> {
  /** A second type of which these rows tell: who may not read that is not given them. */
  readonly tellsOf?: ServedType | undefined;
  /** Types beside its own for which it has to be open: what these rows become, and what hangs on them. */
  readonly besides: readonly string[];
  /** Providers are nobody's record. */
  readonly about: 'patient' | 'none';
  readonly kinds: readonly ChartKind[];
  readonly tables: readonly SearchTable[];
}

/** The person first: whoever may not see that is shown nothing of the rest. */
export const personalPart: ChartPart = partOf(sourceOf('patient'), [], [coverages]);

/** Who wrote a row is told of rows that are of the care that is asked for, and practitioners where rows refer to them. */
export const furtherParts: readonly ChartPart[] = [
  partOf(sourceOf('vital_sign'), ['Provenance']),
  partOf(sourceOf('vital_sign', 'Provenance')),
  {
    ...together(partOf(sourceOf('lab_component'), ['DiagnosticReport', 'Provenance']), partOf(sourceOf('lab_order'))),
    tellsOf: 'DiagnosticReport',
  },
  partOf(sourceOf('medication'), ['Provenance', 'Practitioner', 'PractitionerRole']),
  partOf(sourceOf('allergy'), ['Provenance']),
  partOf(sourceOf('appointment'), ['Provenance', 'Practitioner', 'PractitionerRole']),
  {
    type: 'Practitioner',
    besides: ['PractitionerRole'],
    name: 'practitioners',
    permission: 'provider:read',
    event: 'provider.read',
    about: 'none',
    kinds: practitioners,
    tables: [],
  },
  ...fhirSources.filter(({ table }) => table === 'provenance').map((source) => partOf(source)),
];

const parts = [personalPart, ...furtherParts];

/** All of it, to whom all is open. */
export const wholeChart = {
  kinds: parts.flatMap(({ kinds }) => kinds),
  open: new Set(parts.flatMap(({ tables }) => tables)),
};

function partOf(source: FhirSource, besides: readonly string[] = [], kinds: readonly ChartKind[] = []): ChartPart {
  const { type, category, name, permission, event, targetType, searched } = source;
  return {
    type,
    ...(category !== undefined && { category }),
    name,
    permission,
    event,
    tellsOf: targetType,
    besides,
    about: 'patient',
    kinds: [...kindsOf(source), ...kinds],
    tables: searched === undefined ? [] : [searched],
  };
}

function together(part: ChartPart, { kinds, tables }: ChartPart): ChartPart {
  return { ...part, kinds: [...part.kinds, ...kinds], tables: [...part.tables, ...tables] };
}

function sourceOf(table: FhirSource['table'], type?: ServedType): FhirSource {
  const source = fhirSources.find((each) => each.table === table && (type === undefined || each.type === type));
  if (source === undefined) throw new TypeError(`there is no source of ${table}`);
  return source;
}
