import type { LabPanel } from '../../labs/lab-panel.js';
import { labPanels } from '../../labs/lab-panels.js';
import type { Prng } from '../../random/prng.js';
import type { Condition } from '../../subject/condition.js';
import type { Person } from '../people/person.js';

/** What is looked at when somebody lives with something. */
const FOLLOW_UP: Partial<Readonly<Record<Condition, readonly string[]>>> = {
  diabetes: ['Hemoglobin A1c', 'Comprehensive Metabolic Panel', 'Urinalysis'],
  hyperlipidaemia: ['Lipid Panel'],
  'coronary disease': ['Lipid Panel', 'Comprehensive Metabolic Panel'],
  hypertension: ['Comprehensive Metabolic Panel'],
  hypothyroidism: ['Thyroid Panel'],
  anaemia: ['Complete Blood Count'],
  'kidney disease': ['Comprehensive Metabolic Panel', 'Urinalysis'],
  'heart failure': ['Comprehensive Metabolic Panel'],
};
const ROUTINE = ['Complete Blood Count', 'Comprehensive Metabolic Panel', 'Lipid Panel', 'Thyroid Panel', 'Urinalysis'];
const ROUTINE_OF_CHILDREN = ['Complete Blood Count', 'Urinalysis'];

/** The tests ordered for a person: follow-up of what is known first, then what is looked at in everybody. */
export function panelsFor(random: Prng, { subject, years }: Person, count: number): LabPanel[] {
  const followUp = [...subject.conditions].flatMap((condition) => FOLLOW_UP[condition] ?? []);
  const routine = random.shuffled(years < 18 ? ROUTINE_OF_CHILDREN : ROUTINE);
  const names = [...new Set([...random.shuffled(followUp), ...routine])].slice(0, count);
  return names.flatMap((name) => labPanels.filter(({ testName }) => testName === name));
}
