import type { ProviderRow } from '../clinic-rows.js';
import type { Specialty } from './specialty.js';

/** A provider as the other generators see one. */
export interface Staff {
  readonly row: ProviderRow;
  readonly specialty: Specialty;
}
