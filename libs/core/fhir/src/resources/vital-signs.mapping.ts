import type { Observation, ObservationComponent } from 'fhir/r4.js';
import type { VitalSignsRecord } from '../records/vital-signs.record.js';
import { compact } from '../terms/compact.js';
import { coded, quantity, reference } from '../terms/elements.js';
import { systems } from '../terms/systems.js';
import { bloodPressure, vitalMeasures, vitalsPanel } from './vital-measures.js';

/** The panel first, then one Observation for each thing that was measured (FHIR R4 vital signs profiles). */
export function vitalSignsToFhir(record: VitalSignsRecord): Observation[] {
  const members = [...pressure(record), ...measurements(record)];
  return [panel(record, members), ...members];
}

function panel(record: VitalSignsRecord, members: readonly Observation[]): Observation {
  return compact<Observation>({
    ...base(record, vitalsPanel),
    id: record.id,
    note: record.notes === null ? undefined : [{ text: record.notes }],
    hasMember: members.map(({ id = '' }) => reference('Observation', id)),
    ...(members.length === 0 && { dataAbsentReason: coded(systems.dataAbsent, 'unknown') }),
  });
}

function measurements(record: VitalSignsRecord): Observation[] {
  return vitalMeasures.flatMap((measure) => {
    const value = record[measure.key];
    if (value === null) return [];
    const id = `${record.id}-${measure.suffix}`;
    return [compact<Observation>({ ...base(record, measure), id, valueQuantity: quantity(value, measure.unit) })];
  });
}

/** Both halves are in the profile; the one that was not measured says so. */
function pressure(record: VitalSignsRecord): Observation[] {
  const { systolicBp, diastolicBp } = record;
  if (systolicBp === null && diastolicBp === null) return [];
  return [
    compact<Observation>({
      ...base(record, bloodPressure),
      id: `${record.id}-${bloodPressure.suffix}`,
      component: [half(bloodPressure.systolic, systolicBp), half(bloodPressure.diastolic, diastolicBp)],
    }),
  ];
}

function half({ loinc, display }: { loinc: string; display: string }, value: number | null): ObservationComponent {
  const code = coded(systems.loinc, loinc, display);
  if (value === null) return { code, dataAbsentReason: coded(systems.dataAbsent, 'unknown') };
  return { code, valueQuantity: quantity(value, bloodPressure.unit) };
}

function base(
  record: VitalSignsRecord,
  { loinc, display, profile }: { loinc: string; display: string; profile: string },
): Observation {
  return {
    resourceType: 'Observation',
    meta: { versionId: String(record.version), profile: [profile] },
    status: 'final',
    category: [coded(systems.observationCategory, 'vital-signs', 'Vital Signs')],
    code: coded(systems.loinc, loinc, display),
    subject: reference('Patient', record.patientId),
    effectiveDateTime: record.recordedAt.toISOString(),
    performer: [{ display: record.recordedBy }],
  };
}
