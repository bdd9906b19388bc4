import { bleeding } from './bleeding.data.js';
import { brain } from './brain.data.js';
import { breakdown } from './breakdown.data.js';
import { epilepsy } from './epilepsy.data.js';
import { heart } from './heart.data.js';
import { immunity } from './immunity.data.js';
import { infections } from './infections.data.js';
import { CONTRAINDICATIONS, INTERACTIONS, WARNINGS, label, type Interaction } from './interaction.js';
import { kidney } from './kidney.data.js';
import { levels } from './levels.data.js';
import { serotonin } from './serotonin.data.js';
import { statins } from './statins.data.js';
import { uptake } from './uptake.data.js';
import { warfarin } from './warfarin.data.js';

/** A small table of well-known pairs. What is not in it is not thereby safe, and answers say so. */
export const interactions: readonly Interaction[] = [
  {
    between: ['PDE5 inhibitor', 'organic nitrate'],
    severity: 'contraindicated',
    effect: 'Severe fall of blood pressure.',
    source: label('sildenafil', CONTRAINDICATIONS, INTERACTIONS),
  },
  {
    between: ['MAO inhibitor', 'selective serotonin reuptake inhibitor'],
    severity: 'contraindicated',
    effect: 'Serotonin syndrome.',
    source: label('sertraline', CONTRAINDICATIONS, INTERACTIONS),
  },
  {
    between: ['simvastatin', 'clarithromycin'],
    severity: 'contraindicated',
    effect: 'Myopathy and rhabdomyolysis, because CYP3A4 is inhibited.',
    source: label('simvastatin', CONTRAINDICATIONS, INTERACTIONS),
  },
  {
    between: ['simvastatin', 'erythromycin'],
    severity: 'contraindicated',
    effect: 'Myopathy and rhabdomyolysis, because CYP3A4 is inhibited.',
    source: label('simvastatin', CONTRAINDICATIONS, INTERACTIONS),
  },
  {
    between: ['ciprofloxacin', 'tizanidine'],
    severity: 'contraindicated',
    effect: 'Low blood pressure and sedation.',
    source: label('ciprofloxacin', CONTRAINDICATIONS, INTERACTIONS),
  },
  {
    between: ['digoxin', 'amiodarone'],
    severity: 'serious',
    effect: 'Toxicity of digoxin.',
    source: label('amiodarone', INTERACTIONS),
  },
  {
    // Aspirin and sulindac leave lithium as it is (Reimann et al., Arch Gen Psychiatry 1983;40:283).
    between: ['lithium', 'NSAID that holds lithium back'],
    severity: 'serious',
    effect: 'Toxicity of lithium.',
    source: label('lithium', INTERACTIONS),
  },
  {
    between: ['lithium', 'ACE inhibitor'],
    severity: 'serious',
    effect: 'Toxicity of lithium.',
    source: label('lithium', INTERACTIONS),
  },
  {
    between: ['lithium', 'thiazide'],
    severity: 'serious',
    effect: 'Toxicity of lithium.',
    source: label('lithium', INTERACTIONS),
  },
  {
    between: ['tramadol', 'selective serotonin reuptake inhibitor'],
    severity: 'serious',
    effect: 'Serotonin syndrome and seizures.',
    source: label('tramadol', WARNINGS, INTERACTIONS),
  },
  {
    between: ['opioid', 'benzodiazepine'],
    severity: 'serious',
    effect: 'Sedation, respiratory depression, death.',
    source: label('oxycodone', 'Boxed Warning', INTERACTIONS),
  },
  {
    between: ['methotrexate', 'trimethoprim'],
    severity: 'serious',
    effect: 'Suppression of the bone marrow.',
    source: 'Common drug-drug interactions with methotrexate, Can Fam Physician 2014, PMC3994806, table 1',
  },
  {
    between: ['methotrexate', 'NSAID'],
    severity: 'serious',
    effect: 'Toxicity of methotrexate.',
    source: label('methotrexate', INTERACTIONS),
  },
  {
    between: ['clopidogrel', 'omeprazole'],
    severity: 'serious',
    effect: 'Clopidogrel is activated less (CYP2C19).',
    source: label('clopidogrel', WARNINGS, INTERACTIONS),
  },
  {
    between: ['ACE inhibitor', 'angiotensin receptor blocker'],
    severity: 'serious',
    effect: 'Low blood pressure, high potassium, failing kidneys.',
    source: label('lisinopril', INTERACTIONS, 'Dual Blockade of the Renin-Angiotensin System'),
  },
  {
    between: ['digoxin', 'verapamil'],
    severity: 'serious',
    effect: 'Toxicity of digoxin, slow heart beat, heart block.',
    source:
      'Klein et al., The influence of verapamil on serum digoxin concentration, Circulation 1982;65:998; AMDA Multidisciplinary Medication Management Project, Dangerous drug interaction: digoxin and verapamil',
  },
  {
    between: ['potassium-sparing diuretic', 'potassium supplement'],
    severity: 'serious',
    effect: 'Severely high potassium.',
    source: label('spironolactone', INTERACTIONS, 'Drugs and Supplements Increasing Serum Potassium'),
  },
  {
    between: ['triamterene', 'potassium supplement'],
    severity: 'contraindicated',
    effect: 'Severely high potassium.',
    source: label('potassium chloride', CONTRAINDICATIONS, INTERACTIONS, 'Triamterene and Amiloride'),
  },
  {
    between: ['amiloride', 'potassium supplement'],
    severity: 'contraindicated',
    effect: 'Severely high potassium.',
    source: label('potassium chloride', CONTRAINDICATIONS, INTERACTIONS, 'Triamterene and Amiloride'),
  },
  {
    between: ['ACE inhibitor', 'potassium supplement'],
    severity: 'moderate',
    effect: 'High potassium: watch it.',
    source: label('potassium chloride', INTERACTIONS, 'Renin-Angiotensin-Aldosterone System Inhibitors'),
  },
  {
    between: ['angiotensin receptor blocker', 'potassium supplement'],
    severity: 'moderate',
    effect: 'High potassium: watch it.',
    source: label('potassium chloride', INTERACTIONS, 'Renin-Angiotensin-Aldosterone System Inhibitors'),
  },
  {
    between: ['angiotensin receptor blocker', 'potassium-sparing diuretic'],
    severity: 'moderate',
    effect: 'High potassium: watch it.',
    source: label('spironolactone', INTERACTIONS, 'Drugs and Supplements Increasing Serum Potassium'),
  },
  {
    between: ['ACE inhibitor', 'potassium-sparing diuretic'],
    severity: 'moderate',
    effect: 'High potassium: watch it.',
    source: label('lisinopril', WARNINGS, 'Hyperkalemia', INTERACTIONS, 'Diuretics'),
  },
  {
    between: ['ACE inhibitor', 'NSAID'],
    severity: 'moderate',
    effect: 'Worse kidney function and less effect on blood pressure: watch both.',
    source: label('lisinopril', INTERACTIONS, 'Non-steroidal Anti-inflammatory Agents'),
  },
  {
    between: ['triptan', 'selective serotonin reuptake inhibitor'],
    severity: 'moderate',
    effect: 'Serotonin syndrome: watch for it.',
    source: label('sumatriptan', WARNINGS, INTERACTIONS),
  },
  {
    between: ['simvastatin', 'amlodipine'],
    severity: 'moderate',
    effect: 'Myopathy: no more than 20 mg of simvastatin a day.',
    source: label('simvastatin', 'Dosage and Administration', INTERACTIONS),
  },
  {
    between: ['digoxin', 'loop diuretic'],
    severity: 'moderate',
    effect: 'Low potassium makes digoxin more toxic: watch it.',
    source: label('digoxin', WARNINGS),
  },
  ...bleeding,
  ...brain,
  ...breakdown,
  ...epilepsy,
  ...heart,
  ...immunity,
  ...infections,
  ...kidney,
  ...levels,
  ...serotonin,
  ...statins,
  ...uptake,
  ...warfarin,
];
