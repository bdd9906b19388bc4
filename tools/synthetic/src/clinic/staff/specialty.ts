import type { Condition } from '../../subject/condition.js';
import type { Sex } from '../../subject/sex.js';

export interface Specialty {
  readonly specialty: string;
  readonly department: string;
  /** Whom it sees; from 18 years where not said. */
  readonly ages?: readonly [number, number];
  readonly sex?: Sex;
  /** People with one of these; everybody where not said. */
  readonly seesOnly?: readonly Condition[];
  /** Why people come. */
  readonly reasons: readonly string[];
}
