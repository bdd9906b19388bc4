/** What was measured at one moment; the unit of each number is that of its column, in UCUM. */
export interface VitalSignsRecord {
  readonly id: string;
  readonly patientId: string;
  readonly recordedAt: Date;
  /** mm[Hg] */
  readonly systolicBp: number | null;
  /** mm[Hg] */
  readonly diastolicBp: number | null;
  /** /min */
  readonly heartRate: number | null;
  /** [degF] */
  readonly temperature: number | null;
  /** /min */
  readonly respiratoryRate: number | null;
  /** % */
  readonly oxygenSaturation: number | null;
  /** [lb_av] */
  readonly weight: number | null;
  /** [in_i] */
  readonly height: number | null;
  /** kg/m2 */
  readonly bmi: number | null;
  readonly recordedBy: string;
  readonly notes: string | null;
  readonly version: number;
}
