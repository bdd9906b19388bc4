import { clinicDefaults } from '../clinic/clinic-defaults.js';
import { crStudy } from './cr-study.js';
import { ctStudy } from './ct-study.js';
import { headPhantom } from './phantom/head.phantom.js';
import { thoraxPhantom } from './phantom/thorax.phantom.js';
import type { SyntheticStudy } from './synthetic-study.js';

/** The studies of the seeded patients: the same seed makes the same files on every machine. */
export function syntheticStudies(seed: number = clinicDefaults.seed): readonly SyntheticStudy[] {
  return [chestCt(seed), chestFilm(seed), headCt(seed)];
}

function chestCt(seed: number): SyntheticStudy {
  return ctStudy(
    {
      seed,
      patientMrn: 'MRN001',
      name: 'chest-ct',
      accessionNumber: 'ACC0001',
      studyId: 'CT1',
      description: 'CT chest with contrast',
      studyDate: '20260914',
      studyTime: '101500',
    },
    {
      seriesDescription: 'Chest axial 10 mm',
      bodyPart: 'CHEST',
      slices: 16,
      bottom: -55,
      thickness: 10,
      spacing: 0.8,
      noise: 11,
      contrastAgent: 'Iohexol 300 mg/mL',
      windows: [
        { centre: 40, width: 400, name: 'MEDIASTINUM' },
        { centre: -600, width: 1500, name: 'LUNG' },
      ],
      phantom: () => thoraxPhantom(seed),
    },
  );
}

function chestFilm(seed: number): SyntheticStudy {
  return crStudy({
    seed,
    patientMrn: 'MRN001',
    name: 'chest-film',
    accessionNumber: 'ACC0002',
    studyId: 'CR1',
    description: 'Chest PA',
    studyDate: '20260902',
    studyTime: '084000',
  });
}

function headCt(seed: number): SyntheticStudy {
  return ctStudy(
    {
      seed,
      patientMrn: 'MRN002',
      name: 'head-ct',
      accessionNumber: 'ACC0003',
      studyId: 'CT2',
      description: 'CT head without contrast',
      studyDate: '20261020',
      studyTime: '161000',
    },
    {
      seriesDescription: 'Head axial 6 mm',
      bodyPart: 'HEAD',
      slices: 20,
      bottom: -42,
      thickness: 6,
      spacing: 0.45,
      noise: 3,
      windows: [
        { centre: 40, width: 80, name: 'BRAIN' },
        { centre: 600, width: 2800, name: 'BONE' },
      ],
      phantom: headPhantom,
    },
  );
}
