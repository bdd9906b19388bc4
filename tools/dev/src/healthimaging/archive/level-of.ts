export type Level = 'patient' | 'study' | 'series' | 'instance';

/** Keywords of the Patient (PS3.3 §C.7.1), Study (§C.7.2) and Series, Equipment and Frame of Reference modules (§C.7.3 to 5). */
const keywords: Readonly<Record<Exclude<Level, 'instance'>, readonly string[]>> = {
  patient: [
    'PatientName',
    'PatientID',
    'IssuerOfPatientID',
    'PatientBirthDate',
    'PatientSex',
    'OtherPatientIDs',
    'PatientComments',
  ],
  study: [
    'StudyInstanceUID',
    'StudyID',
    'StudyDate',
    'StudyTime',
    'StudyDescription',
    'AccessionNumber',
    'ReferringPhysicianName',
    'PatientAge',
    'PatientWeight',
  ],
  series: [
    'SeriesInstanceUID',
    'SeriesNumber',
    'SeriesDate',
    'SeriesTime',
    'SeriesDescription',
    'Modality',
    'BodyPartExamined',
    'PatientPosition',
    'FrameOfReferenceUID',
    'PositionReferenceIndicator',
    'Manufacturer',
    'ManufacturerModelName',
    'InstitutionName',
  ],
};

/** Where in the hierarchy an attribute is kept; what no module above it claims belongs to the instance. */
export function levelOf(keyword: string): Level {
  if (keywords.patient.includes(keyword)) return 'patient';
  if (keywords.study.includes(keyword)) return 'study';
  return keywords.series.includes(keyword) ? 'series' : 'instance';
}
