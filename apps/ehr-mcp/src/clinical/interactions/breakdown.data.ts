import { CONTRAINDICATIONS, INTERACTIONS, label, withEach, type Interaction } from './interaction.js';

/** Named by the labels below as strong inhibitors of CYP3A4. */
const inhibitors = ['ketoconazole', 'itraconazole', 'clarithromycin', 'ritonavir'];
const inducers = ['rifampin', 'carbamazepine', 'phenytoin', 'phenobarbital', 'hypericum'];

function notWith(drug: string, others: readonly string[], effect: string): readonly Interaction[] {
  const source = label(drug, CONTRAINDICATIONS, INTERACTIONS);
  return withEach(drug, others, { severity: 'contraindicated', effect, source });
}

/** What labels forbid because one drug stops, or speeds up, how another is broken down. */
export const breakdown: readonly Interaction[] = [
  ...notWith('alprazolam', ['ketoconazole', 'itraconazole'], 'Deep and long sedation, because CYP3A4 is inhibited.'),
  ...notWith('triazolam', ['ketoconazole', 'itraconazole'], 'Deep and long sedation, because CYP3A4 is inhibited.'),
  ...notWith('eplerenone', inhibitors, 'High potassium, because CYP3A4 is inhibited.'),
  ...notWith('ranolazine', inhibitors, 'Disorders of rhythm, because CYP3A4 is inhibited.'),
  ...notWith('ranolazine', inducers, 'Chest pain comes back, because less of the drug is there.'),
  ...notWith('ivabradine', inhibitors, 'A pulse that is far too slow, because CYP3A4 is inhibited.'),
  ...notWith('lurasidone', inhibitors, 'Sedation and stiffness, because CYP3A4 is inhibited.'),
  ...notWith('lurasidone', inducers, 'Psychosis comes back, because less of the drug is there.'),
  ...notWith('tolvaptan', inhibitors, 'Sodium that rises too fast, because CYP3A4 is inhibited.'),
  ...notWith('alfuzosin', ['ketoconazole', 'itraconazole'], 'Low blood pressure, because CYP3A4 is inhibited.'),
  ...notWith('repaglinide', ['gemfibrozil'], 'Long and severe low blood sugar, because CYP2C8 is inhibited.'),
  ...notWith('bosentan', ['cyclosporine'], 'Many times more bosentan, and less cyclosporine.'),
  ...notWith('bosentan', ['glyburide'], 'Harm to the liver.'),
];
