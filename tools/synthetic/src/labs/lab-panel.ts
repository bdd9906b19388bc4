import type { Condition } from '../subject/condition.js';
import type { Sex } from '../subject/sex.js';

/** A test that can be ordered, with what the laboratory measures for it. Codes are LOINC, units UCUM. */
export interface LabPanel {
  readonly testName: string;
  readonly loincCode: string;
  readonly components: readonly LabComponent[];
}

export type LabComponent = MeasuredComponent | DerivedComponent | ObservedComponent;

/** A number read from an instrument. */
export interface MeasuredComponent extends NumericComponent {
  readonly kind: 'measured';
  /** Where ill people lie instead of inside the reference range. */
  readonly whenIll?: Partial<Readonly<Record<Condition, IllMean>>>;
}

/** A number computed from the others of its panel, so that a record never contradicts itself. */
export interface DerivedComponent extends NumericComponent {
  readonly kind: 'derived';
  /** `noise` runs from -1 to 1, for what the others leave open. */
  readonly from: (value: (component: string) => number, noise: number) => number;
}

/** A word seen on a strip or through a microscope. */
export interface ObservedComponent {
  readonly kind: 'observed';
  readonly component: string;
  readonly loincCode: string;
  readonly normal: string;
  readonly abnormal: readonly string[];
  readonly abnormalPermille: number;
  readonly whenIll?: Partial<Readonly<Record<Condition, number>>>;
}

interface NumericComponent {
  readonly component: string;
  readonly loincCode: string;
  readonly unit: string;
  readonly decimals: number;
  /** A strip has fewer fields than a number has digits. */
  readonly step?: number;
  /** The first that fits; one without sex and age fits everybody. */
  readonly ranges: readonly ReferenceRange[];
  /** Where a laboratory would telephone (flags LL and HH). */
  readonly critical?: { readonly low?: number; readonly high?: number };
  /** What is typical, where the range has one end only. */
  readonly typical?: readonly [number, number];
}

export interface ReferenceRange {
  readonly sex?: Sex;
  readonly belowYears?: number;
  readonly low?: number;
  readonly high?: number;
}

interface IllMean {
  readonly mean: number;
  readonly spread: number;
  /** How much further off it was a year earlier, before treatment took effect. */
  readonly perYearBefore?: number;
}
