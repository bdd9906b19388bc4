/** What is decided about a study before any of it is drawn. */
export interface StudyPlan {
  readonly seed: number;
  readonly patientMrn: string;
  /** Tells the studies of a seed apart; the UIDs are made of it. */
  readonly name: string;
  readonly accessionNumber: string;
  readonly studyId: string;
  readonly description: string;
  readonly studyDate: string;
  readonly studyTime: string;
}
