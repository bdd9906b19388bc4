import {
  BOXED,
  CONTRAINDICATIONS,
  DOSAGE,
  INTERACTIONS,
  WARNINGS,
  label,
  strongInhibitors,
  withEach,
  type Interaction,
} from './interaction.js';

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
  ...ritonavir,
  ...withEach('colchicine', ['strong inhibitor of CYP3A4', 'cyclosporine'], {
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
  ...withEach('ergot alkaloid', ['clarithromycin', 'erythromycin', ...strongInhibitors], {
    severity: 'contraindicated',
    effect: 'Constriction of vessels until limbs and brain lack blood.',
    source: label('ergotamine', BOXED, CONTRAINDICATIONS),
  }),
  {
    between: ['ergot alkaloid', 'triptan'],
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
  ...withEach('colchicine', ['verapamil', 'diltiazem'], {
    severity: 'moderate',
    effect: 'More of colchicine: take less.',
    source: label('colchicine', DOSAGE, INTERACTIONS),
  }),
  ...withEach('tamoxifen', ['fluoxetine', 'bupropion'], {
    severity: 'serious',
    effect: 'Tamoxifen is activated less (CYP2D6).',
    source: label('bupropion', INTERACTIONS),
  }),
  {
    between: ['isotretinoin', 'retinol'],
    severity: 'serious',
    effect: 'Harm as of too much vitamin A.',
    source: label('isotretinoin', WARNINGS, INTERACTIONS),
  },
  {
    between: ['metformin', 'iodinated contrast medium'],
    severity: 'moderate',
    effect: 'Lactic acidosis where the kidneys suffer: stop metformin at the time, and begin again when they are well.',
    source: label('metformin', BOXED, WARNINGS),
  },
  ...withEach('metformin', ['cimetidine', 'ranolazine'], {
    severity: 'moderate',
    effect: 'More of metformin: watch it.',
    source: label('metformin', INTERACTIONS),
  }),
  ...withEach('insulin', ['pioglitazone', 'rosiglitazone'], {
    severity: 'moderate',
    effect: 'Water in the body, a failing heart: watch for it.',
    source: label('pioglitazone', BOXED, WARNINGS),
  }),
];
