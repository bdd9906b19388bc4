/** One study of the seed data: what an archive would hold of a seeded patient. */
export interface SyntheticStudy {
  readonly patientMrn: string;
  /** As DICOM writes a name (PS3.5 §6.2.1). */
  readonly patientName: string;
  readonly patientBirthDate: string;
  readonly patientSex: 'F' | 'M';
  readonly studyInstanceUid: string;
  readonly studyId: string;
  readonly accessionNumber: string;
  readonly modality: 'CT' | 'CR';
  readonly description: string;
  /** `YYYYMMDD`, as DICOM writes a date (PS3.5 §6.2, VR DA). */
  readonly studyDate: string;
  /** `HHMMSS` (VR TM). */
  readonly studyTime: string;
  readonly series: readonly SyntheticSeries[];
}

export interface SyntheticSeries {
  readonly seriesInstanceUid: string;
  readonly number: number;
  readonly modality: 'CT' | 'CR';
  readonly description: string;
  readonly bodyPart: string;
  readonly instances: readonly SyntheticInstance[];
}

export interface SyntheticInstance {
  readonly sopInstanceUid: string;
  readonly number: number;
  readonly rows: number;
  readonly columns: number;
  /** The DICOM file (PS3.10), explicit VR little endian. Drawn at each call and never kept: a study is megabytes. */
  part10(): Buffer;
}
