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
  /** What was entered in error stays, and counts for nothing. */
  readonly status: 'final' | 'corrected' | 'entered_in_error';
  readonly recordedBy: string;
  readonly notes: string | null;
  readonly version: number;
  /** When it was written or last corrected; nothing where that is not known. */
  readonly updatedAt?: Date | null;
  /** Computed by the age and sex of the patient; nothing of it is stored. */
  readonly judgements?: VitalJudgements;
}

export type JudgedKey =
  | 'systolicBp'
  | 'diastolicBp'
  | 'heartRate'
  | 'temperature'
  | 'respiratoryRate'
  | 'oxygenSaturation';

/** What a number means, and what would have been normal, both ends inside. */
export interface VitalJudgement {
  /** HL7 v3 ObservationInterpretation. */
  readonly flag: string;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

export type VitalJudgements = Readonly<Partial<Record<JudgedKey, VitalJudgement>>>;
