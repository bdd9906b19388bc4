import { drugClasses } from '../drugs/drug-classes.data.js';
import { BOXED, label } from '../interactions/interaction.js';
import type { AgeCaution } from './age-caution.js';

const BEERS = 'American Geriatrics Society 2023 updated AGS Beers Criteria, J Am Geriatr Soc 2023;71:2052, table 2';

const benzodiazepines = drugClasses.filter(({ name }) => name === 'benzodiazepine').flatMap(({ members }) => members);

/** To be avoided by most, not by all: none of it stands in the way. Left out is what depends on dose, length or reason. */
export const elderly: readonly AgeCaution[] = [
  { drugs: benzodiazepines, effect: 'Confusion, delirium, falls and fractures; dependence.' },
  { drugs: ['zolpidem', 'eszopiclone', 'zaleplon'], effect: 'Delirium, falls and fractures, for little more sleep.' },
  {
    drugs: [
      'brompheniramine',
      'chlorpheniramine',
      'cyproheptadine',
      'dimenhydrinate',
      'diphenhydramine',
      'doxylamine',
      'hydroxyzine',
      'meclizine',
      'promethazine',
      'triprolidine',
    ],
    effect: 'Confusion, dry mouth and constipation (strongly anticholinergic), falls.',
  },
  {
    drugs: ['amitriptyline', 'clomipramine', 'desipramine', 'imipramine', 'nortriptyline', 'paroxetine'],
    effect: 'Sedation, confusion and a fall of blood pressure on rising (strongly anticholinergic).',
  },
  {
    drugs: ['carisoprodol', 'chlorzoxazone', 'cyclobenzaprine', 'metaxalone', 'methocarbamol', 'orphenadrine'],
    effect: 'Sedation, falls and fractures; doses that are borne do little.',
  },
  { drugs: ['glyburide', 'glimepiride'], effect: 'Low blood sugar that lasts; glipizide acts for a shorter time.' },
  { drugs: ['indomethacin', 'ketorolac'], effect: 'Bleeding of stomach and bowel, and failing kidneys.' },
  { drugs: ['meperidine'], effect: 'Delirium and seizures.' },
  { drugs: ['metoclopramide'], effect: 'Tardive dyskinesia; only for gastroparesis, and no longer than 12 weeks.' },
  {
    drugs: ['haloperidol', 'clozapine', 'olanzapine', 'quetiapine', 'risperidone', 'aripiprazole', 'ziprasidone'],
    effect: 'More deaths and strokes with dementia.',
    source: `${label('quetiapine', BOXED)}; ${BEERS}`,
  },
].map((caution) => ({ source: BEERS, ...caution, from: { years: 65 }, severity: 'moderate' as const }));
