import { z } from 'zod';

export interface SecretMark {
  readonly bytesMin: number;
  /** Without it the variable is missing: always, or only outside the profile `dev`. */
  readonly requiredIn: 'every profile' | 'staging and production';
  /** The part that must be hard to guess; all of the value when absent. */
  readonly partOf?: (value: string) => string | undefined;
}

/** Says of a zod schema that its value is a secret; zod carries the mark along through `.describe()` and `.refine()`. */
export const secretMarks = z.registry<SecretMark>();
