export type Sex = 'male' | 'female';

/** Normal for some people; both ends are inside. The first that fits a person counts. */
export interface ReferenceRange {
  readonly sex?: Sex;
  readonly belowYears?: number;
  readonly low?: number;
  readonly high?: number;
}

/** A range with the limits beyond which it is urgent; these limits themselves are. */
export interface VitalRange extends ReferenceRange {
  readonly criticalLow?: number;
  readonly criticalHigh?: number;
}

/** What is known of one laboratory quantity. Code is LOINC, unit UCUM. */
export interface Analyte {
  readonly loinc: string;
  readonly name: string;
  /** Names under which it is reported without a code. */
  readonly otherNames?: readonly string[];
  /** What it is measured in, as reports say beside the name; serum and plasma where nothing is said. */
  readonly specimens?: readonly string[];
  readonly unit: string;
  /** What a result that names no unit is measured in, where it is not `unit`. */
  readonly usualUnit?: string;
  /** g/mol, where laboratories report mass and substance. */
  readonly molarMass?: number;
  /** Of the ion, where laboratories report equivalents. */
  readonly charge?: number;
  /** A second unit that is no multiple of the first: `unit` is `factor` times that, and `offset`. */
  readonly master?: { readonly unit: string; readonly factor: number; readonly offset: number };
  /** With how many decimals laboratories report it in another unit: limits are rounded as values are. */
  readonly decimals?: Readonly<Record<string, number>>;
  readonly ranges: readonly VitalRange[];
  /** Where a laboratory telephones, unless a range says otherwise. */
  readonly critical?: { readonly low?: number; readonly high?: number };
  /** Beyond these a value is a slip of the pen or of the unit. */
  readonly possible: readonly [low: number, high: number];
}

/** Whose value it is. */
export interface Subject {
  readonly sex: Sex | undefined;
  readonly ageYears: number;
}

/**
 * `undefined` where what is normal depends on a sex that is not recorded: no flag is better than a wrong one. What was
 * measured before the birth was not measured on this patient.
 */
export function rangeFor<R extends ReferenceRange>(
  { ranges }: { readonly ranges: readonly R[] },
  { sex, ageYears }: Subject,
): R | undefined {
  return ranges.find(
    (range) =>
      ageYears >= 0 &&
      (range.belowYears === undefined || ageYears < range.belowYears) &&
      (range.sex === undefined || range.sex === sex),
  );
}
