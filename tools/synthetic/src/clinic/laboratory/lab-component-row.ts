import type { LabMeasurement } from '../../labs/lab-measurement.js';
import type { LabComponentRow, LabOrderRow } from '../clinic-rows.js';

/** A line of a report as the row of its order; the caller numbers it. */
export function labComponentRow(
  order: Pick<LabOrderRow, 'id' | 'patientId' | 'orderedAt' | 'collectedAt'>,
  { definition, range, valueNumber, valueText, flag }: LabMeasurement,
): LabComponentRow {
  return {
    id: '',
    labOrderId: order.id,
    patientId: order.patientId,
    component: definition.component,
    loincCode: definition.loincCode,
    valueNumber,
    valueText,
    unit: definition.kind === 'observed' ? null : definition.unit,
    referenceLow: range.low ?? null,
    referenceHigh: range.high ?? null,
    referenceText: definition.kind === 'observed' ? definition.normal : null,
    flag,
    effectiveAt: order.collectedAt ?? order.orderedAt,
  };
}
