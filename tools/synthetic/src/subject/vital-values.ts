/** One set of vital signs, in the units of the schema: mmHg, per minute, °F, %, lb, in, kg/m². */
export interface VitalValues {
  readonly systolicBp: number | null;
  readonly diastolicBp: number | null;
  readonly heartRate: number;
  readonly temperature: number;
  readonly respiratoryRate: number;
  readonly oxygenSaturation: number;
  readonly weight: number;
  readonly height: number;
  readonly bmi: number;
}
