import { bloodPressure, vitalMeasures, vitalsPanel } from '../resources/vital-measures.js';
import type { VitalSignsRecord } from '../records/vital-signs.record.js';
import { systems } from '../terms/systems.js';
import { noteOf, revisionOf } from './elements.js';
import { nameOf } from './name-of.js';
import {
  afterwards,
  effectiveOf,
  observationSlice,
  refuseUnfound,
  type ObservationSlice,
} from './observation.slice.js';
import { notStated } from './provider.reading.js';
import type { Entry, References } from './references.js';
import type { ConceptSlice } from './slices.js';
import { needed, Unreadable } from './unreadable.js';
import { inColumnUnit } from './vital-units.js';

export type VitalValues = Partial<
  Pick<VitalSignsRecord, 'systolicBp' | 'diastolicBp' | 'bmi' | 'heartRate' | 'temperature'> &
    Pick<VitalSignsRecord, 'respiratoryRate' | 'oxygenSaturation' | 'weight' | 'height'>
>;

/** What one Observation gives to a row. */
export interface VitalPiece {
  readonly entry: Entry;
  /** LOINC code by which the export of the row says the same. */
  readonly loinc: string;
  /** The row that this was exported from, where that shows. */
  readonly rowId: string | undefined;
  readonly values: VitalValues;
  readonly shared: Pick<VitalSignsRecord, 'patientId' | 'recordedAt' | 'status' | 'recordedBy' | 'notes' | 'version'>;
  readonly members: readonly string[];
}

export function readVitalPiece(entry: Entry, references: References): VitalPiece {
  const observation = observationSlice.parse(entry.resource);
  refuseUnfound(observation);
  const { loinc, values } = measuredBy(observation);
  const members = observation.hasMember?.map((member) => references.idOf(member, 'Observation')) ?? [];
  return {
    entry,
    loinc,
    rowId: loinc === vitalsPanel.loinc ? entry.id : rowIn(entry.id),
    values,
    members: members.filter((id) => id !== null),
    shared: {
      patientId: needed(references.idOf(observation.subject, 'Patient'), 'subject', 'no patient can be found by it'),
      recordedAt: effectiveOf(observation),
      status: afterwards(observation) ?? 'final',
      recordedBy: nameOf(observation.performer?.[0], entry, references) ?? notStated,
      notes: noteOf(observation.note),
      version: revisionOf(observation.meta).version,
    },
  };
}

function measuredBy(observation: ObservationSlice): { loinc: string; values: VitalValues } {
  const codes = loincsOf(observation.code);
  if (codes.includes(vitalsPanel.loinc)) return { loinc: vitalsPanel.loinc, values: {} };
  if (codes.includes(bloodPressure.loinc) || codes.includes(bloodPressure.formerly))
    return { loinc: bloodPressure.loinc, values: pressureOf(observation) };
  const measure = vitalMeasures.find(({ loinc, narrower }) =>
    [loinc, ...narrower].some((code) => codes.includes(code)),
  );
  const { key, loinc, unit, decimals } = needed(measure, 'code', 'no column holds this vital sign');
  const quantity = needed(observation.valueQuantity, 'value[x]');
  return { loinc, values: { [key]: inColumnUnit(quantity, unit, decimals) } };
}

function pressureOf(observation: ObservationSlice): VitalValues {
  const half = (wanted: string) => {
    const found = observation.component?.find(({ code }) => loincsOf(code).includes(wanted))?.valueQuantity;
    return found === undefined ? null : inColumnUnit(found, bloodPressure.unit, 0);
  };
  const values = { systolicBp: half(bloodPressure.systolic.loinc), diastolicBp: half(bloodPressure.diastolic.loinc) };
  if (values.systolicBp === null && values.diastolicBp === null)
    throw new Unreadable('component', 'neither systolic nor diastolic pressure was measured');
  return values;
}

function loincsOf(code: ConceptSlice): readonly string[] {
  return (code.coding ?? []).flatMap((coding) =>
    coding.system === systems.loinc && coding.code !== undefined ? [coding.code] : [],
  );
}

const suffixes = [bloodPressure.suffix, ...vitalMeasures.map(({ suffix }) => suffix)].join('|');
const exported = new RegExp(`^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(?:${suffixes})$`);

function rowIn(id: string): string | undefined {
  return exported.exec(id)?.[1];
}
