import { z } from 'zod';
import type { LabComponentRecord, LabResultRecord } from '../records/lab-result.record.js';
import { systems } from '../terms/systems.js';
import { codeIn, momentOf, revisionOf, textOf, valueIn } from './elements.js';
import { nameOf } from './name-of.js';
import { effectiveOf, observationSlice } from './observation.slice.js';
import type { Entry, References } from './references.js';
import { slices, type ConceptSlice } from './slices.js';
import { needed, Unreadable } from './unreadable.js';

const orderSlice = z.looseObject({
  resourceType: z.literal('ServiceRequest'),
  authoredOn: z.string().optional(),
  requester: slices.reference.optional(),
});

const reportSlice = z.looseObject({
  meta: slices.meta,
  contained: z.array(z.looseObject({ resourceType: z.string(), id: z.string().optional() })).optional(),
  identifier: slices.identifiers,
  basedOn: z.array(slices.reference).optional(),
  status: z.string(),
  category: slices.concepts,
  code: slices.concept,
  subject: slices.reference.optional(),
  effectiveDateTime: z.string().optional(),
  effectivePeriod: z.looseObject({ start: z.string().optional() }).optional(),
  issued: z.string().optional(),
  result: z.array(slices.reference).optional(),
});

const statuses: Readonly<Record<string, LabResultRecord['status']>> = {
  registered: 'pending',
  partial: 'in_progress',
  preliminary: 'in_progress',
  final: 'final',
  amended: 'corrected',
  corrected: 'corrected',
  appended: 'final',
  'entered-in-error': 'entered_in_error',
};

/** Ids of the entries that a report calls its results. */
export function resultsOf(report: Entry, references: References): readonly Entry[] {
  const { result = [] } = reportSlice.parse(report.resource);
  const found = result.map(({ reference }) => references.entryOf(reference)).filter((entry) => entry !== undefined);
  return [...new Set(found)];
}

export function readLabReport(
  entry: Entry,
  references: References,
  components: readonly LabComponentRecord[],
): LabResultRecord {
  const report = reportSlice.parse(entry.resource);
  if (!isLaboratory(report.category)) throw new Unreadable('category', 'only laboratory reports are kept');
  const order = orderOf(report, references);
  const collected = momentOf(report.effectiveDateTime ?? report.effectivePeriod?.start);
  const resulted = momentOf(report.issued);
  const ordered = momentOf(order?.authoredOn) ?? collected ?? resulted;
  const status = needed(statuses[report.status], 'status', 'no such report can be kept');
  return {
    id: entry.id,
    orderId: valueIn(report.identifier, systems.labOrder) ?? entry.id,
    patientId: needed(references.idOf(report.subject, 'Patient'), 'subject', 'no patient can be found by it'),
    testName: needed(textOf(report.code), 'code'),
    loincCode: codeIn(report.code, systems.loinc),
    orderedAt: needed(ordered, 'effective[x]', 'neither order nor report says when'),
    collectedAt: collected,
    resultedAt: resulted,
    status,
    orderedBy: nameOf(order?.requester, entry, references),
    // Of a report that is a mistake every result is one.
    components: status === 'entered_in_error' ? components.map((each) => ({ ...each, status })) : components,
    ...revisionOf(report.meta),
  };
}

/** A result that no report of the Bundle claims is kept as an order of its own. */
export function readLoneResult(entry: Entry, references: References, component: LabComponentRecord): LabResultRecord {
  const observation = observationSlice.parse(entry.resource);
  return {
    id: entry.id,
    orderId: entry.id,
    patientId: needed(references.idOf(observation.subject, 'Patient'), 'subject', 'no patient can be found by it'),
    testName: component.component,
    loincCode: component.loincCode,
    orderedAt: effectiveOf(observation),
    collectedAt: null,
    resultedAt: momentOf(observation.issued),
    status: statuses[observation.status] ?? 'final',
    orderedBy: null,
    components: [component],
    ...revisionOf(observation.meta),
  };
}

function isLaboratory(categories: readonly ConceptSlice[] | undefined): boolean {
  return (
    categories?.some(
      (category) =>
        codeIn(category, systems.diagnosticSection) === 'LAB' ||
        codeIn(category, systems.observationCategory) === 'laboratory',
    ) ?? false
  );
}

function orderOf({ contained, basedOn }: z.output<typeof reportSlice>, references: References) {
  const [first] = basedOn ?? [];
  const inside = contained?.find(({ id }) => first?.reference === `#${id}`);
  return orderSlice.safeParse(inside ?? references.entryOf(first?.reference)?.resource).data;
}
