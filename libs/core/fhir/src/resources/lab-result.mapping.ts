import type { DiagnosticReport, Observation, ObservationReferenceRange, ServiceRequest } from 'fhir/r4.js';
import type { LabComponentRecord, LabResultRecord } from '../records/lab-result.record.js';
import { compact } from '../terms/compact.js';
import { coded, concept, identifier, metaOf, quantity, reference, unitBeside } from '../terms/elements.js';
import { systems } from '../terms/systems.js';
import { wordedValue, wordsOf } from '../terms/worded-value.js';

export const reportStatuses = {
  pending: 'registered',
  in_progress: 'partial',
  final: 'final',
  corrected: 'corrected',
  entered_in_error: 'entered-in-error',
} as const;
const orderStatuses = {
  pending: 'active',
  in_progress: 'active',
  final: 'completed',
  corrected: 'completed',
  entered_in_error: 'entered-in-error',
} as const;
/** By that of the order: of a report that was corrected, what was not wrong is final. */
export const resultStatuses = {
  pending: 'registered',
  in_progress: 'preliminary',
  final: 'final',
  corrected: 'final',
  entered_in_error: 'entered-in-error',
} as const;

/** The report of one order; the order itself travels inside it, because only the report has a row of its own. */
export function labReportToFhir(record: LabResultRecord): DiagnosticReport {
  return compact<DiagnosticReport>({
    resourceType: 'DiagnosticReport',
    id: record.id,
    meta: metaOf(record),
    contained: [orderOf(record)],
    identifier: [identifier(systems.labOrder, record.orderId)],
    basedOn: [{ reference: '#order' }],
    status: reportStatuses[record.status],
    category: [coded(systems.diagnosticSection, 'LAB', 'Laboratory')],
    code: concept(record.testName, systems.loinc, record.loincCode) ?? {},
    subject: reference('Patient', record.patientId),
    effectiveDateTime: record.collectedAt?.toISOString(),
    issued: record.resultedAt?.toISOString(),
    result: record.components.map(({ id }) => reference('Observation', id)),
  });
}

function orderOf(record: LabResultRecord): ServiceRequest {
  return compact<ServiceRequest>({
    resourceType: 'ServiceRequest',
    id: 'order',
    status: orderStatuses[record.status],
    intent: 'order',
    subject: reference('Patient', record.patientId),
    authoredOn: record.orderedAt.toISOString(),
    requester: record.orderedBy === null ? undefined : { display: record.orderedBy },
  });
}

/** One Observation for each value of the order; the report refers to them. */
export function labObservationsToFhir(record: LabResultRecord): Observation[] {
  return record.components.map((component) => labObservationToFhir(record, component));
}

function labObservationToFhir(order: LabResultRecord, component: LabComponentRecord): Observation {
  const { id, status, effectiveAt } = component;
  return compact<Observation>({
    resourceType: 'Observation',
    id,
    meta: metaOf(order),
    status: status === 'reported' ? resultStatuses[order.status] : reportStatuses[status],
    category: [coded(systems.observationCategory, 'laboratory', 'Laboratory')],
    code: concept(component.component, systems.loinc, component.loincCode) ?? {},
    subject: reference('Patient', order.patientId),
    effectiveDateTime: effectiveAt.toISOString(),
    ...valueOf(component),
    interpretation: component.flag === null ? undefined : [coded(systems.interpretation, component.flag)],
    referenceRange: referenceRange(component),
  });
}

/** `value[x]` holds one value: words beside a number become a note. */
function valueOf({ valueNumber, valueText, unit }: LabComponentRecord): Partial<Observation> {
  const worded = valueNumber === null && valueText !== null && unit !== null && wordedValue(valueText, unit);
  // Digits that numbers do not carry stay beside them: `5.0` says more than 5.
  if (worded) return { ...worded, note: wordsOf(worded) === valueText ? undefined : [{ text: valueText }] };
  if (valueNumber === null)
    return { valueString: valueText ?? undefined, _valueString: unit === null ? undefined : unitBeside(unit) };
  return {
    valueQuantity: quantity(valueNumber, unit),
    note: valueText === null ? undefined : [{ text: valueText }],
  };
}

function referenceRange(component: LabComponentRecord): ObservationReferenceRange[] {
  const { referenceLow, referenceHigh, referenceText, unit } = component;
  if (referenceLow === null && referenceHigh === null && referenceText === null) return [];
  return [
    {
      low: quantity(referenceLow, unit),
      high: quantity(referenceHigh, unit),
      text: referenceText ?? undefined,
    },
  ];
}
