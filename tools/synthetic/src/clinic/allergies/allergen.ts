import type { DrugClass } from '../medications/drug.js';

/** Something people react to; a drug names its class, because relatives of the drug are to be avoided too. */
export interface Allergen {
  readonly allergen: string;
  readonly code: string;
  readonly drugClass?: DrugClass;
  readonly reactions: readonly string[];
  readonly ages?: readonly [number, number];
}
