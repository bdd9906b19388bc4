import { z } from 'zod';

/** One to seven digits and a check digit (LOINC Users' Guide). */
export const loinc = z.string().regex(/^\d{1,7}-\d$/, 'must be a LOINC code such as 2345-7');
