import type { VitalSignsRecord } from '../records/vital-signs.record.js';

type MeasureKey = 'heartRate' | 'temperature' | 'respiratoryRate' | 'oxygenSaturation' | 'weight' | 'height' | 'bmi';

export interface VitalMeasure {
  readonly key: MeasureKey & keyof VitalSignsRecord;
  /** Ends the id of its Observation: `<row>-heart-rate`. */
  readonly suffix: string;
  readonly loinc: string;
  readonly display: string;
  /** LOINC codes that say the same and besides how or where it was measured, of which the row keeps nothing. */
  readonly narrower: readonly string[];
  /** UCUM, that of the column. */
  readonly unit: string;
  /** Those of a value that was converted, finer than anybody measures: 0.5 g, 0.01 Cel; 0 where the column is whole. */
  readonly decimals: 0 | 1 | 2 | 3;
  readonly profile: string;
}

/** FHIR R4 vital signs profile, table of required codes (observation-vitalsigns.html). */
export const vitalMeasures: readonly VitalMeasure[] = [
  measure('heartRate', 'heart-rate', ['8867-4', '8889-8', '8893-0'], 'Heart rate', '/min', 0, 'heartrate'),
  measure(
    'temperature',
    'temperature',
    ['8310-5', '8331-1', '8332-5', '8328-7', '8333-3'],
    'Body temperature',
    '[degF]',
    2,
    'bodytemp',
  ),
  measure('respiratoryRate', 'respiratory-rate', ['9279-1'], 'Respiratory rate', '/min', 0, 'resprate'),
  measure('oxygenSaturation', 'oxygen-saturation', ['2708-6', '59408-5'], 'Oxygen saturation', '%', 1, 'oxygensat'),
  measure('weight', 'weight', ['29463-7', '3141-9'], 'Body weight', '[lb_av]', 3, 'bodyweight'),
  measure('height', 'height', ['8302-2', '3137-7', '8306-3', '8308-9'], 'Body height', '[in_i]', 2, 'bodyheight'),
  measure('bmi', 'bmi', ['39156-5'], 'Body mass index', 'kg/m2', 1, 'bmi'),
];

export const bloodPressure = {
  suffix: 'blood-pressure',
  loinc: '85354-9',
  /** The code before LOINC 2.64, which generators of patients still write. */
  formerly: '55284-4',
  display: 'Blood pressure panel',
  profile: 'http://hl7.org/fhir/StructureDefinition/bp',
  systolic: { loinc: '8480-6', display: 'Systolic blood pressure' },
  diastolic: { loinc: '8462-4', display: 'Diastolic blood pressure' },
  unit: 'mm[Hg]',
} as const;

/** Holds together what was measured at one moment; its id is that of the row. */
export const vitalsPanel = {
  loinc: '85353-1',
  display: 'Vital signs panel',
  profile: 'http://hl7.org/fhir/StructureDefinition/vitalspanel',
} as const;

/** At the bedside it is measured so; US Core asks for both codes (us-core-pulse-oximetry). */
export const pulseOximetry = {
  besides: '2708-6',
  coding: { code: '59408-5', display: 'Oxygen saturation in Arterial blood by Pulse oximetry' },
} as const;

interface VitalKind {
  readonly suffix: string;
  readonly loincs: readonly string[];
  /** Columns of which one at least was measured. */
  readonly keys: readonly (keyof VitalSignsRecord)[];
}

/** The Observations beside the panel, in their order. */
export const vitalKinds: readonly VitalKind[] = [
  { suffix: bloodPressure.suffix, loincs: [bloodPressure.loinc], keys: ['systolicBp', 'diastolicBp'] },
  ...vitalMeasures.map(({ suffix, loinc, key }) => ({
    suffix,
    loincs: loinc === pulseOximetry.besides ? [loinc, pulseOximetry.coding.code] : [loinc],
    keys: [key],
  })),
];

function measure(
  key: MeasureKey,
  suffix: string,
  [loinc = '', ...narrower]: readonly string[],
  display: string,
  ...[unit, decimals, profile]: [string, 0 | 1 | 2 | 3, string]
): VitalMeasure {
  return {
    key,
    suffix,
    loinc,
    narrower,
    display,
    unit,
    decimals,
    profile: `http://hl7.org/fhir/StructureDefinition/${profile}`,
  };
}
