import { z } from 'zod';

/** `dev` is for one person's machine; `staging` rehearses production, so it takes no weaker secrets than production. */
export const profileSchema = z.enum(['dev', 'staging', 'production']);

export type Profile = z.output<typeof profileSchema>;

/** The one variable that decides how strict the others are; whoever forgets it gets the strict answer. */
export const profileVariable = 'CAREGATE_PROFILE';

export const defaultProfile: Profile = 'production';
