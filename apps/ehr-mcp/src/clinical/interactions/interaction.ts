/** Two substances or groups that do not go together, and where it is written. */
export interface Interaction {
  /** Names of substances or of `drugClasses`. */
  readonly between: readonly [string, string];
  readonly severity: 'contraindicated' | 'serious' | 'moderate';
  readonly effect: string;
  readonly source: string;
}

/**
 * Headings of the United States prescribing information, as DailyMed publishes it (https://dailymed.nlm.nih.gov). The
 * headings are fixed by 21 CFR 201.57; the numbers below them change when a label is revised, and differ between makers.
 */
export function label(drug: string, ...headings: readonly string[]): string {
  return `Prescribing information of ${drug}: ${headings.join('; ')}`;
}

export const BOXED = 'Boxed Warning';
export const CONTRAINDICATIONS = 'Contraindications';
export const DOSAGE = 'Dosage and Administration';
export const INTERACTIONS = 'Drug Interactions';
export const WARNINGS = 'Warnings and Precautions';

/** Those of the strong inhibitors of CYP3A4 that labels name most. */
export const strongInhibitors = [
  'ketoconazole',
  'itraconazole',
  'voriconazole',
  'posaconazole',
  'ritonavir',
  'cobicistat',
];

type About = Pick<Interaction, 'severity' | 'effect' | 'source'>;

/** One substance or group with each of several others, for one reason. */
export function withEach(one: string, others: readonly string[], about: About): readonly Interaction[] {
  return others.map((other) => ({ between: [one, other], ...about }));
}
