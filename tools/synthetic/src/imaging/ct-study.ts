import { derivedUid } from './derived-uid.js';
import { ctDataset, type CtSlice } from './dicom/ct.dataset.js';
import { studyHeader } from './dicom/study-header.js';
import { writePart10 } from './dicom/write-part10.js';
import { paintSlice } from './phantom/paint-slice.js';
import type { Solid } from './phantom/solid.js';
import { storedValues } from './phantom/stored-values.js';
import type { StudyPlan } from './study-plan.js';
import type { SyntheticInstance, SyntheticSeries, SyntheticStudy } from './synthetic-study.js';

const SIZE = 512;

export interface CtScan extends Pick<CtSlice, 'spacing' | 'thickness' | 'windows' | 'contrastAgent'> {
  readonly seriesDescription: string;
  readonly bodyPart: string;
  readonly slices: number;
  /** The lowest slice; the others follow towards the head. */
  readonly bottom: number;
  readonly noise: number;
  phantom(): readonly Solid[];
}

/** A CT study of one axial series through a phantom. */
export function ctStudy(plan: StudyPlan, scan: CtScan): SyntheticStudy {
  const study = studyHeader(plan);
  const series: Omit<SyntheticSeries, 'instances'> = {
    seriesInstanceUid: derivedUid(plan.seed, `${plan.name}/2`),
    number: 2,
    modality: 'CT',
    description: scan.seriesDescription,
    bodyPart: scan.bodyPart,
  };
  const instances = Array.from({ length: scan.slices }, (_, n) => slice(plan, scan, { study, series, n }));
  return { ...study, modality: 'CT', series: [{ ...series, instances }] };
}

function slice(plan: StudyPlan, scan: CtScan, { n, ...of }: SliceOf): SyntheticInstance {
  const uid = (name: string) => derivedUid(plan.seed, `${plan.name}/${name}`);
  const instance = { sopInstanceUid: uid(`2/${n + 1}`), number: n + 1, rows: SIZE, columns: SIZE };
  const z = scan.bottom + n * scan.thickness;
  return {
    ...instance,
    part10: () => {
      const painted = paintSlice(scan.phantom(), { size: SIZE, spacing: scan.spacing, z });
      const pixels = storedValues(painted, SIZE, { seed: plan.seed, slice: n, deviation: scan.noise });
      return writePart10(ctDataset({ ...scan, ...of, instance, frameOfReferenceUid: uid('frame'), z, pixels }));
    },
  };
}

interface SliceOf extends Pick<CtSlice, 'study' | 'series'> {
  readonly n: number;
}
