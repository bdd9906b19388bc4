import type { StudyPlan } from '../study-plan.js';
import type { SyntheticInstance, SyntheticSeries, SyntheticStudy } from '../synthetic-study.js';
import { patientModule } from './patient.module.js';

/** What CT and CR have in common: patient, study, series, equipment and image (PS3.3 §C.7.1 to §C.7.6.1). */
export function generalModules(plan: StudyPlan, at: Place): Readonly<Record<string, unknown>> {
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    InstanceCreationDate: plan.studyDate,
    InstanceCreationTime: plan.studyTime,
    ...patientModule(plan.patientMrn),
    StudyInstanceUID: at.studyInstanceUid,
    StudyID: plan.studyId,
    StudyDate: plan.studyDate,
    StudyTime: plan.studyTime,
    StudyDescription: plan.description,
    AccessionNumber: plan.accessionNumber,
    ReferringPhysicianName: '',
    SeriesInstanceUID: at.series.seriesInstanceUid,
    SeriesNumber: at.series.number,
    SeriesDate: plan.studyDate,
    SeriesTime: plan.studyTime,
    SeriesDescription: at.series.description,
    Modality: at.series.modality,
    BodyPartExamined: at.series.bodyPart,
    Manufacturer: 'CareGate',
    ManufacturerModelName: 'Phantom',
    InstitutionName: 'CareGate Clinic',
    SOPInstanceUID: at.instance.sopInstanceUid,
    InstanceNumber: at.instance.number,
    AcquisitionDate: plan.studyDate,
    AcquisitionTime: plan.studyTime,
    ContentDate: plan.studyDate,
    ContentTime: plan.studyTime,
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
  readonly studyInstanceUid: SyntheticStudy['studyInstanceUid'];
  readonly series: Omit<SyntheticSeries, 'instances'>;
  readonly instance: Omit<SyntheticInstance, 'part10'>;
}
