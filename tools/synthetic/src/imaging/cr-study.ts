import { derivedUid } from './derived-uid.js';
import { crDataset } from './dicom/cr.dataset.js';
import { studyHeader } from './dicom/study-header.js';
import { writePart10 } from './dicom/write-part10.js';
import { chestRadiograph } from './radiograph/chest-radiograph.js';
import type { StudyPlan } from './study-plan.js';
import type { SyntheticStudy } from './synthetic-study.js';

const SIZE = 1024;
const SPACING_MM = 0.375;

/** A study of one chest film. */
export function crStudy(plan: StudyPlan): SyntheticStudy {
  const study = studyHeader(plan);
  const series = {
    seriesInstanceUid: derivedUid(plan.seed, `${plan.name}/1`),
    number: 1,
    modality: 'CR',
    description: 'Chest PA',
    bodyPart: 'CHEST',
  } as const;
  const instance = { sopInstanceUid: derivedUid(plan.seed, `${plan.name}/1/1`), number: 1, rows: SIZE, columns: SIZE };
  const part10 = () => {
    const pixels = chestRadiograph(plan.seed, SIZE, SPACING_MM);
    return writePart10(crDataset({ study, series, instance, spacing: SPACING_MM, pixels }));
  };
  return { ...study, modality: 'CR', series: [{ ...series, instances: [{ ...instance, part10 }] }] };
}
