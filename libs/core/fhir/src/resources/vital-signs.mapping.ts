import type { Observation, ObservationComponent, ObservationReferenceRange } from 'fhir/r4.js';
import type { JudgedKey, VitalJudgement, VitalSignsRecord } from '../records/vital-signs.record.js';
import { compact } from '../terms/compact.js';
import { coded, metaOf, quantity, reference } from '../terms/elements.js';
import { systems } from '../terms/systems.js';
import {
  bloodPressure,
  pulseOximetry,
  vitalKinds,
  vitalMeasures,
  vitalsPanel,
  type VitalMeasure,
} from './vital-measures.js';

/** The panel first, then one Observation for each thing that was measured (FHIR R4 vital signs profiles). */
export function vitalSignsToFhir(record: VitalSignsRecord): Observation[] {
  return [panel(record), ...pressure(record), ...measurements(record)];
}

/** Ids of what was measured, in the order of the Observations that follow the panel. */
export function vitalMemberIds(record: VitalSignsRecord): string[] {
  const measured = vitalKinds.filter(({ keys }) => keys.some((key) => record[key] !== null));
  return measured.map(({ suffix }) => idOf(record, suffix));
}

function panel(record: VitalSignsRecord): Observation {
  const members = vitalMemberIds(record);
  return compact<Observation>({
    ...base(record, vitalsPanel),
    id: record.id,
    note: record.notes === null ? undefined : [{ text: record.notes }],
    hasMember: members.map((id) => reference('Observation', id)),
    ...(members.length === 0 && { dataAbsentReason: coded(systems.dataAbsent, 'unknown') }),
  });
}

function measurements(record: VitalSignsRecord): Observation[] {
  return vitalMeasures.flatMap((measure) => {
    const value = record[measure.key];
    if (value === null) return [];
    return [
      compact<Observation>({
        ...base(record, measure),
        id: idOf(record, measure.suffix),
        valueQuantity: quantity(value, measure.unit),
        ...judged(isJudged(measure.key) ? record.judgements?.[measure.key] : undefined, measure.unit),
      }),
    ];
  });
}

/** Both halves are in the profile; the one that was not measured says so. */
function pressure(record: VitalSignsRecord): Observation[] {
  const { systolicBp, diastolicBp, judgements = {} } = record;
  if (!hasPressure(record)) return [];
  return [
    compact<Observation>({
      ...base(record, bloodPressure),
      id: idOf(record, bloodPressure.suffix),
      component: [
        half(bloodPressure.systolic, systolicBp, judgements.systolicBp),
        half(bloodPressure.diastolic, diastolicBp, judgements.diastolicBp),
      ],
    }),
  ];
}

function hasPressure({ systolicBp, diastolicBp }: VitalSignsRecord): boolean {
  return systolicBp !== null || diastolicBp !== null;
}

function idOf({ id }: VitalSignsRecord, suffix: string): string {
  return `${id}-${suffix}`;
}

function half(
  { loinc, display }: { loinc: string; display: string },
  value: number | null,
  judgement: VitalJudgement | undefined,
): ObservationComponent {
  const code = coded(systems.loinc, loinc, display);
  if (value === null) return { code, dataAbsentReason: coded(systems.dataAbsent, 'unknown') };
  const { unit } = bloodPressure;
  return compact<ObservationComponent>({ code, valueQuantity: quantity(value, unit), ...judged(judgement, unit) });
}

function isJudged(key: VitalMeasure['key']): key is VitalMeasure['key'] & JudgedKey {
  return key !== 'weight' && key !== 'height' && key !== 'bmi';
}

/** As of laboratory results: the flag, and the range that it was given by. */
function judged(judgement: VitalJudgement | undefined, unit: string): Partial<Observation & ObservationComponent> {
  if (judgement === undefined) return {};
  const { flag, low = null, high = null } = judgement;
  const range = compact<ObservationReferenceRange>({ low: quantity(low, unit), high: quantity(high, unit) });
  return { interpretation: [coded(systems.interpretation, flag)], referenceRange: [range] };
}

function base(
  record: VitalSignsRecord,
  { loinc, display, profile }: { loinc: string; display: string; profile: string },
): Observation {
  return {
    resourceType: 'Observation',
    meta: { ...metaOf(record), profile: [profile] },
    status: vitalStatuses[record.status],
    category: [coded(systems.observationCategory, 'vital-signs', 'Vital Signs')],
    code: {
      coding: [
        { system: systems.loinc, code: loinc, display },
        ...(loinc === pulseOximetry.besides ? [{ system: systems.loinc, ...pulseOximetry.coding }] : []),
      ],
    },
    subject: reference('Patient', record.patientId),
    effectiveDateTime: record.recordedAt.toISOString(),
    performer: [{ display: record.recordedBy }],
  };
}

export const vitalStatuses = { final: 'final', corrected: 'corrected', entered_in_error: 'entered-in-error' } as const;
