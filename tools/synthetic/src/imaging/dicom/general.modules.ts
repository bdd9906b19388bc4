import type { SyntheticInstance, SyntheticSeries, SyntheticStudy } from '../synthetic-study.js';

/** What CT and CR have in common: patient, study, series, equipment and image (PS3.3 §C.7.1 to §C.7.6.1). */
export function generalModules({ study, ...at }: Place): Readonly<Record<string, unknown>> {
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    InstanceCreationDate: study.studyDate,
    InstanceCreationTime: study.studyTime,
    PatientName: study.patientName,
    PatientID: study.patientMrn,
    IssuerOfPatientID: 'CAREGATE',
    PatientBirthDate: study.patientBirthDate,
    PatientSex: study.patientSex,
    StudyInstanceUID: study.studyInstanceUid,
    StudyID: study.studyId,
    StudyDate: study.studyDate,
    StudyTime: study.studyTime,
    StudyDescription: study.description,
    AccessionNumber: study.accessionNumber,
    ReferringPhysicianName: '',
    SeriesInstanceUID: at.series.seriesInstanceUid,
    SeriesNumber: at.series.number,
    SeriesDate: study.studyDate,
    SeriesTime: study.studyTime,
    SeriesDescription: at.series.description,
    Modality: at.series.modality,
    BodyPartExamined: at.series.bodyPart,
    Manufacturer: 'CareGate',
    ManufacturerModelName: 'Phantom',
    InstitutionName: 'CareGate Clinic',
    SOPInstanceUID: at.instance.sopInstanceUid,
    InstanceNumber: at.instance.number,
    AcquisitionDate: study.studyDate,
    AcquisitionTime: study.studyTime,
    ContentDate: study.studyDate,
    ContentTime: study.studyTime,
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: at.instance.rows,
    Columns: at.instance.columns,
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
  };
}

export interface Place {
  readonly study: Omit<SyntheticStudy, 'modality' | 'series'>;
  readonly series: Omit<SyntheticSeries, 'instances'>;
  readonly instance: Omit<SyntheticInstance, 'part10'>;
}
