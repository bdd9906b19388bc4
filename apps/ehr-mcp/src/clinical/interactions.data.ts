/** Two substances or groups that do not go together, and where it is written. */
export interface Interaction {
  /** Names of substances or of `drugClasses`. */
  readonly between: readonly [string, string];
  readonly severity: 'contraindicated' | 'serious' | 'moderate';
  readonly effect: string;
  /** Section of the United States prescribing information, as published by DailyMed (https://dailymed.nlm.nih.gov). */
  readonly source: string;
}

const label = (drug: string, section: string) => `Prescribing information of ${drug}, section ${section}`;

/** A small table of well-known pairs. What is not in it is not thereby safe, and answers say so. */
export const interactions: readonly Interaction[] = [
  {
    between: ['PDE5 inhibitor', 'nitrate'],
    severity: 'contraindicated',
    effect: 'Severe fall of blood pressure.',
    source: label('sildenafil', '4.1 and 7.1'),
  },
  {
    between: ['MAO inhibitor', 'selective serotonin reuptake inhibitor'],
    severity: 'contraindicated',
    effect: 'Serotonin syndrome.',
    source: label('sertraline', '4 and 7.1'),
  },
  {
    between: ['simvastatin', 'clarithromycin'],
    severity: 'contraindicated',
    effect: 'Myopathy and rhabdomyolysis, because CYP3A4 is inhibited.',
    source: label('simvastatin', '4 and 7.1'),
  },
  {
    between: ['simvastatin', 'erythromycin'],
    severity: 'contraindicated',
    effect: 'Myopathy and rhabdomyolysis, because CYP3A4 is inhibited.',
    source: label('simvastatin', '4 and 7.1'),
  },
  {
    between: ['ciprofloxacin', 'tizanidine'],
    severity: 'contraindicated',
    effect: 'Low blood pressure and sedation.',
    source: label('ciprofloxacin', '4.2 and 7'),
  },
  {
    between: ['warfarin', 'NSAID'],
    severity: 'serious',
    effect: 'Bleeding.',
    source: label('warfarin', '7'),
  },
  {
    between: ['warfarin', 'selective serotonin reuptake inhibitor'],
    severity: 'serious',
    effect: 'Bleeding.',
    source: label('warfarin', '7'),
  },
  {
    between: ['warfarin', 'sulfamethoxazole'],
    severity: 'serious',
    effect: 'Bleeding, because the effect of warfarin grows.',
    source: label('warfarin', '7'),
  },
  {
    between: ['warfarin', 'fluoroquinolone'],
    severity: 'serious',
    effect: 'Bleeding, because the effect of warfarin grows.',
    source: label('ciprofloxacin', '7'),
  },
  {
    between: ['warfarin', 'clopidogrel'],
    severity: 'serious',
    effect: 'Bleeding.',
    source: label('clopidogrel', '7'),
  },
  {
    between: ['opioid', 'benzodiazepine'],
    severity: 'serious',
    effect: 'Sedation, respiratory depression, death.',
    source: label('oxycodone', '7 and boxed warning'),
  },
  {
    between: ['methotrexate', 'trimethoprim'],
    severity: 'serious',
    effect: 'Suppression of the bone marrow.',
    source: label('methotrexate', '7'),
  },
  {
    between: ['methotrexate', 'NSAID'],
    severity: 'serious',
    effect: 'Toxicity of methotrexate.',
    source: label('methotrexate', '7'),
  },
  {
    between: ['clopidogrel', 'omeprazole'],
    severity: 'serious',
    effect: 'Clopidogrel is activated less (CYP2C19).',
    source: label('clopidogrel', '5.1 and 7.1'),
  },
  {
    between: ['ACE inhibitor', 'angiotensin receptor blocker'],
    severity: 'serious',
    effect: 'Low blood pressure, high potassium, failing kidneys.',
    source: label('lisinopril', '7.4'),
  },
  {
    between: ['digoxin', 'verapamil'],
    severity: 'serious',
    effect: 'Toxicity of digoxin.',
    source: label('digoxin', '7'),
  },
  {
    between: ['ACE inhibitor', 'potassium-sparing diuretic'],
    severity: 'moderate',
    effect: 'High potassium: watch it.',
    source: label('lisinopril', '7.1'),
  },
  {
    between: ['ACE inhibitor', 'NSAID'],
    severity: 'moderate',
    effect: 'Worse kidney function and less effect on blood pressure: watch both.',
    source: label('lisinopril', '7.3'),
  },
  {
    between: ['triptan', 'selective serotonin reuptake inhibitor'],
    severity: 'moderate',
    effect: 'Serotonin syndrome: watch for it.',
    source: label('sumatriptan', '5.7 and 7.4'),
  },
  {
    between: ['simvastatin', 'amlodipine'],
    severity: 'moderate',
    effect: 'Myopathy: no more than 20 mg of simvastatin a day.',
    source: label('simvastatin', '2 and 7.1'),
  },
  {
    between: ['digoxin', 'loop diuretic'],
    severity: 'moderate',
    effect: 'Low potassium makes digoxin more toxic: watch it.',
    source: label('digoxin', '7'),
  },
];
