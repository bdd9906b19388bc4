/** A product of the formulary with its usual dose. Units are UCUM. */
export interface Drug {
  readonly name: string;
  /** A clinical drug (RxNorm SCD): ingredient, strength and form in one code. */
  readonly rxnormCode: string;
  /** As printed on a prescription, where it is more than value and unit. */
  readonly dosage?: string;
  readonly doseValue: number;
  /** Milligrams where not said. */
  readonly doseUnit?: 'ug' | '[drp]';
  readonly frequency: string;
  /** Oral where not said. */
  readonly route?: 'Sublingual' | 'Inhalation' | 'Ophthalmic';
  /** Named where an allergy to one member concerns the others. */
  readonly drugClass?: DrugClass;
  /** From 18 years where not said. */
  readonly ages?: readonly [number, number];
}

export type DrugClass =
  | 'ACE inhibitor'
  | 'NSAID'
  | 'beta blocker'
  | 'beta-lactam'
  | 'fluoroquinolone'
  | 'macrolide'
  | 'opioid'
  | 'sulfonamide'
  | 'tetracycline';
