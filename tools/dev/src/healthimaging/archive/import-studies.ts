import type { SyntheticSeries, SyntheticStudy } from '@caregate/synthetic';
import { hexId } from './hex-id.js';
import type { ImageSet, ImageSetVersion } from './image-set.js';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** By SeriesInstanceUID, for image sets that are to be found in another state than ACTIVE. */
export type States = Readonly<Record<string, 'LOCKED' | 'DELETED'>>;

export interface Import {
  readonly states?: States | undefined;
  /** The first series has been corrected since, so its image set is of two versions. */
  readonly corrected: boolean;
}

/** One image set for each series. */
export function importStudies(studies: readonly SyntheticStudy[], { states, corrected }: Import): readonly ImageSet[] {
  return studies
    .flatMap((study) => study.series.map((series) => ({ study, series })))
    .map((each, n) => imageSet(each, states?.[each.series.seriesInstanceUid] ?? 'ACTIVE', corrected && n === 0));
}

function imageSet({ study, series }: OneSeries, state: ImageSet['state'], corrected: boolean): ImageSet {
  const createdAt = momentOf(study) + HOUR;
  return {
    imageSetId: hexId('image set', series.seriesInstanceUid),
    isPrimary: true,
    state,
    createdAt,
    ...(state === 'DELETED' ? { deletedAt: createdAt + 2 * DAY } : {}),
    lastAccessedAt: createdAt + DAY,
    storageTier: 'FREQUENT_ACCESS',
    tags: tagsOf(study, series),
    versions: versionsOf(study, createdAt, corrected),
    instances: series.instances,
  };
}

interface OneSeries {
  readonly study: SyntheticStudy;
  readonly series: SyntheticSeries;
}

function versionsOf(
  { description }: SyntheticStudy,
  createdAt: number,
  corrected: boolean,
): readonly ImageSetVersion[] {
  const created = { number: 1, workflowStatus: 'CREATED', updatedAt: createdAt } as const;
  if (!corrected) return [{ ...created, studyDescription: description }];
  const updated = { number: 2, workflowStatus: 'UPDATED', updatedAt: createdAt + DAY } as const;
  return [
    { ...created, studyDescription: 'UNNAMED EXAMINATION' },
    { ...updated, studyDescription: description },
  ];
}

function tagsOf(study: SyntheticStudy, series: SyntheticSeries): ImageSet['tags'] {
  return {
    DICOMPatientId: study.patientMrn,
    DICOMPatientName: study.patientName,
    DICOMPatientBirthDate: study.patientBirthDate,
    DICOMPatientSex: study.patientSex,
    DICOMStudyInstanceUID: study.studyInstanceUid,
    DICOMStudyId: study.studyId,
    DICOMStudyDescription: study.description,
    DICOMNumberOfStudyRelatedSeries: study.series.length,
    DICOMNumberOfStudyRelatedInstances: study.series.reduce((sum, { instances }) => sum + instances.length, 0),
    DICOMAccessionNumber: study.accessionNumber,
    DICOMStudyDate: study.studyDate,
    DICOMStudyTime: study.studyTime,
    DICOMSeriesInstanceUID: series.seriesInstanceUid,
    DICOMSeriesModality: series.modality,
    DICOMSeriesBodyPart: series.bodyPart,
    DICOMSeriesNumber: series.number,
  };
}

function momentOf({ studyDate, studyTime }: SyntheticStudy): number {
  const text = `${studyDate}${studyTime}`.replace(/^(....)(..)(..)(..)(..)(..).*$/, '$1-$2-$3T$4:$5:$6Z');
  return Date.parse(text) / 1000;
}
