import type { SyntheticStudy } from './synthetic-study.js';

/** What is decided about a study before any of it is drawn. */
export interface StudyPlan extends Pick<
  SyntheticStudy,
  'patientMrn' | 'studyId' | 'accessionNumber' | 'description' | 'studyDate' | 'studyTime'
> {
  readonly seed: number;
  /** Tells the studies of a seed apart; the UIDs are made of it. */
  readonly name: string;
}
