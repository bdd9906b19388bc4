import {
  CONTRAINDICATIONS,
  DOSAGE,
  INTERACTIONS,
  WARNINGS,
  label,
  strongInhibitors,
  withEach,
  type Interaction,
} from './interaction.js';

const MYOPATHY = 'Myopathy and rhabdomyolysis';

/** Muscles that statins harm, most of all where something keeps them from being broken down. */
export const statins: readonly Interaction[] = [
  ...withEach(
    'simvastatin',
    [...strongInhibitors, 'gemfibrozil', 'cyclosporine', 'danazol', 'nefazodone', 'telithromycin'],
    {
      severity: 'contraindicated',
      effect: `${MYOPATHY}.`,
      source: label('simvastatin', CONTRAINDICATIONS, INTERACTIONS),
    },
  ),
  ...withEach('lovastatin', [...strongInhibitors, 'clarithromycin', 'erythromycin', 'nefazodone', 'telithromycin'], {
    severity: 'contraindicated',
    effect: `${MYOPATHY}, because CYP3A4 is inhibited.`,
    source: label('lovastatin', CONTRAINDICATIONS, INTERACTIONS),
  }),
  ...withEach('gemfibrozil', ['lovastatin', 'atorvastatin', 'rosuvastatin', 'pravastatin'], {
    severity: 'serious',
    effect: `${MYOPATHY}.`,
    source: label('gemfibrozil', WARNINGS, INTERACTIONS),
  }),
  ...withEach('atorvastatin', ['clarithromycin', 'itraconazole'], {
    severity: 'moderate',
    effect: 'Myopathy: no more than 20 mg of atorvastatin a day.',
    source: label('atorvastatin', DOSAGE, INTERACTIONS),
  }),
  ...withEach('simvastatin', ['verapamil', 'diltiazem', 'dronedarone'], {
    severity: 'moderate',
    effect: 'Myopathy: no more than 10 mg of simvastatin a day.',
    source: label('simvastatin', DOSAGE, INTERACTIONS),
  }),
  {
    between: ['simvastatin', 'amiodarone'],
    severity: 'moderate',
    effect: 'Myopathy: no more than 20 mg of simvastatin a day.',
    source: label('simvastatin', DOSAGE, INTERACTIONS),
  },
  ...withEach('simvastatin', ['ranolazine', 'ticagrelor', 'niacin', 'lomitapide'], {
    severity: 'moderate',
    effect: 'Myopathy: take less of simvastatin, or another statin.',
    source: label('simvastatin', DOSAGE, INTERACTIONS),
  }),
  {
    between: ['statin', 'daptomycin'],
    severity: 'moderate',
    effect: `${MYOPATHY}: watch for pain, and stop the statin while the other is given.`,
    source: label('daptomycin', WARNINGS, INTERACTIONS),
  },
  {
    between: ['statin', 'colchicine'],
    severity: 'moderate',
    effect: `${MYOPATHY}: watch for weakness and pain.`,
    source: label('colchicine', WARNINGS, INTERACTIONS),
  },
  ...withEach('cyclosporine', ['atorvastatin', 'lovastatin'], {
    severity: 'serious',
    effect: `${MYOPATHY}.`,
    source: label('atorvastatin', DOSAGE, INTERACTIONS),
  }),
  ...withEach('cyclosporine', ['rosuvastatin', 'pravastatin', 'fluvastatin'], {
    severity: 'moderate',
    effect: 'Myopathy: no more than the label of the statin allows.',
    source: label('rosuvastatin', DOSAGE, INTERACTIONS),
  }),
  {
    between: ['pitavastatin', 'cyclosporine'],
    severity: 'contraindicated',
    effect: `${MYOPATHY}.`,
    source: label('pitavastatin', CONTRAINDICATIONS, INTERACTIONS),
  },
  {
    between: ['atorvastatin', 'posaconazole'],
    severity: 'contraindicated',
    effect: `${MYOPATHY}.`,
    source: label('posaconazole', CONTRAINDICATIONS, INTERACTIONS),
  },
  {
    between: ['atorvastatin', 'ritonavir'],
    severity: 'moderate',
    effect: 'Myopathy: no more than 20 mg of atorvastatin a day.',
    source: label('atorvastatin', DOSAGE, INTERACTIONS),
  },
  {
    between: ['lomitapide', 'strong inhibitor of CYP3A4'],
    severity: 'contraindicated',
    effect: 'Harm to the liver.',
    source: label('lomitapide', CONTRAINDICATIONS, INTERACTIONS),
  },
];
