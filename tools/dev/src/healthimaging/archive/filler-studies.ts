import type { SyntheticStudy } from '@caregate/synthetic';

/** A number of studies of one patient, for lists that take many pages. */
export interface Filler {
  readonly patientMrn: string;
  readonly imageSets: number;
}

const FIRST_DAY = Date.UTC(2010, 0, 4);
const DAY = 86_400_000;

/** Studies without a picture in them, a day apart. */
export function fillerStudies({ patientMrn, imageSets }: Filler): readonly SyntheticStudy[] {
  return Array.from({ length: imageSets }, (_, n): SyntheticStudy => {
    const uid = `2.25.${10_000 + n}`;
    return {
      patientMrn,
      patientName: 'Filler^Synthetic',
      patientBirthDate: '',
      patientSex: 'F',
      studyInstanceUid: uid,
      studyId: `FILL${n}`,
      accessionNumber: `FILL${n}`,
      modality: 'CR',
      description: `Filler ${n}`,
      studyDate: new Date(FIRST_DAY + n * DAY).toISOString().slice(0, 10).replaceAll('-', ''),
      studyTime: '080000',
      series: [
        { seriesInstanceUid: `${uid}.1`, number: 1, modality: 'CR', description: '', bodyPart: 'CHEST', instances: [] },
      ],
    };
  });
}
