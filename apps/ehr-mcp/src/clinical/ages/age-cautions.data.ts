import { children } from './children.data.js';
import { elderly } from './elderly.data.js';
import type { AgeCaution } from './age-caution.js';

/** Ages at which drugs do harm. */
export const ageCautions: readonly AgeCaution[] = [...children, ...elderly];
