import {
  BOXED,
  CONTRAINDICATIONS,
  DOSAGE,
  INTERACTIONS,
  WARNINGS,
  label,
  withEach,
  type Interaction,
} from './interaction.js';

const MYOPATHY = 'Myopathy and rhabdomyolysis';

const strongInhibitors = ['ketoconazole', 'itraconazole', 'voriconazole', 'posaconazole', 'ritonavir', 'cobicistat'];

const statins: readonly Interaction[] = [
  ...withEach('simvastatin', [...strongInhibitors, 'gemfibrozil', 'cyclosporine'], {
    severity: 'contraindicated',
    effect: `${MYOPATHY}.`,
    source: label('simvastatin', CONTRAINDICATIONS, INTERACTIONS),
  }),
  ...withEach('lovastatin', [...strongInhibitors, 'clarithromycin', 'erythromycin'], {
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
];

/** Of the pair that Paxlovid is, the one that keeps other drugs from being broken down. */
const ritonavir: readonly Interaction[] = [
  ...withEach(
    'ritonavir',
    ['alfuzosin', 'amiodarone', 'dronedarone', 'flecainide', 'propafenone', 'quinidine', 'pimozide', 'clozapine'],
    {
      severity: 'contraindicated',
      effect: 'Much more of the other drug (CYP3A4, CYP2D6): disorders of rhythm, low blood pressure.',
      source: label('nirmatrelvir', BOXED, CONTRAINDICATIONS, INTERACTIONS),
    },
  ),
  ...withEach('ritonavir', ['triazolam', 'midazolam'], {
    severity: 'contraindicated',
    effect: 'Sedation and respiratory depression, because CYP3A4 is inhibited.',
    source: label('nirmatrelvir', BOXED, CONTRAINDICATIONS, INTERACTIONS),
  }),
  ...withEach('ritonavir', ['rifampin', 'carbamazepine', 'phenytoin', 'phenobarbital', 'hypericum'], {
    severity: 'contraindicated',
    effect: 'The virus is not held back, because less of the drug is there.',
    source: label('nirmatrelvir', CONTRAINDICATIONS, INTERACTIONS),
  }),
];

/** One drug changes how much of another there is, or adds to what it does to an organ. */
export const levels: readonly Interaction[] = [
  ...statins,
  ...ritonavir,
  ...withEach('colchicine', ['clarithromycin', 'cyclosporine', 'ritonavir', 'cobicistat'], {
    severity: 'serious',
    effect: 'Toxicity of colchicine, which has been fatal.',
    source: label('colchicine', CONTRAINDICATIONS, DOSAGE, INTERACTIONS),
  }),
  ...withEach('allopurinol', ['azathioprine', 'mercaptopurine'], {
    severity: 'serious',
    effect: 'Suppression of the bone marrow.',
    source: label('allopurinol', INTERACTIONS),
  }),
  ...withEach('febuxostat', ['azathioprine', 'mercaptopurine'], {
    severity: 'contraindicated',
    effect: 'Suppression of the bone marrow.',
    source: label('febuxostat', CONTRAINDICATIONS, INTERACTIONS),
  }),
  {
    between: ['methotrexate', 'proton pump inhibitor'],
    severity: 'moderate',
    effect: 'Toxicity of methotrexate, most of all at high doses.',
    source: label('methotrexate', INTERACTIONS),
  },
  {
    between: ['theophylline', 'ciprofloxacin'],
    severity: 'serious',
    effect: 'Toxicity of theophylline.',
    source: label('ciprofloxacin', WARNINGS, INTERACTIONS),
  },
  ...withEach('fluvoxamine', ['tizanidine', 'ramelteon'], {
    severity: 'contraindicated',
    effect: 'Much more of the other drug (CYP1A2).',
    source: label('fluvoxamine', CONTRAINDICATIONS, INTERACTIONS),
  }),
  ...withEach('clozapine', ['fluvoxamine', 'ciprofloxacin'], {
    severity: 'serious',
    effect: 'Toxicity of clozapine.',
    source: label('clozapine', DOSAGE, INTERACTIONS),
  }),
  {
    between: ['lamotrigine', 'valproate'],
    severity: 'serious',
    effect: 'Severe rashes, because lamotrigine is broken down less: halve it.',
    source: label('lamotrigine', BOXED, INTERACTIONS),
  },
  {
    between: ['valproate', 'carbapenem'],
    severity: 'serious',
    effect: 'Seizures, because the level of valproate falls.',
    source: label('meropenem', WARNINGS, INTERACTIONS),
  },
  ...withEach('tacrolimus', ['clarithromycin', 'erythromycin', 'fluconazole', ...strongInhibitors], {
    severity: 'serious',
    effect: 'Toxicity of tacrolimus.',
    source: label('tacrolimus', WARNINGS, INTERACTIONS),
  }),
  {
    between: ['tamoxifen', 'paroxetine'],
    severity: 'serious',
    effect: 'Tamoxifen is activated less (CYP2D6).',
    source:
      'Kelly et al., Selective serotonin reuptake inhibitors and breast cancer mortality in women receiving tamoxifen, BMJ 2010;340:c693',
  },
  ...withEach('ethinylestradiol', ['rifampin', 'carbamazepine', 'phenytoin', 'topiramate', 'hypericum'], {
    severity: 'serious',
    effect: 'Pregnancy, because less of the contraceptive is there.',
    source: label('ethinyl estradiol', INTERACTIONS),
  }),
  {
    between: ['lamotrigine', 'ethinylestradiol'],
    severity: 'moderate',
    effect: 'Less lamotrigine, so seizures, and more of it in weeks without the contraceptive: watch both.',
    source: label('lamotrigine', DOSAGE, INTERACTIONS),
  },
  ...withEach('ergotamine', ['clarithromycin', 'erythromycin', ...strongInhibitors], {
    severity: 'contraindicated',
    effect: 'Constriction of vessels until limbs and brain lack blood.',
    source: label('ergotamine', BOXED, CONTRAINDICATIONS),
  }),
  {
    between: ['ergotamine', 'triptan'],
    severity: 'contraindicated',
    effect: 'Spasm of the coronary arteries: not within 24 hours of each other.',
    source: label('sumatriptan', CONTRAINDICATIONS, INTERACTIONS),
  },
  {
    between: ['isotretinoin', 'tetracycline'],
    severity: 'serious',
    effect: 'Pressure in the skull.',
    source: label('isotretinoin', WARNINGS, INTERACTIONS),
  },
  {
    between: ['fluoroquinolone', 'sulfonylurea'],
    severity: 'moderate',
    effect: 'Low blood sugar: watch it.',
    source: label('levofloxacin', WARNINGS, 'Blood Glucose Disturbances', INTERACTIONS),
  },
  ...withEach('mineral that binds drugs', ['levothyroxine', 'fluoroquinolone', 'tetracycline'], {
    severity: 'moderate',
    effect: 'Less of the drug is taken up: give them hours apart.',
    source: label('levothyroxine', INTERACTIONS),
  }),
];
