import { z } from 'zod';

/** The identifier of an entry, as a list tells it. Ours are short and have capitals; those of other houses need not. */
export const recordKey = (description: string) => z.string().trim().min(1).max(64).describe(description);
