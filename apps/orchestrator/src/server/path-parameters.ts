import { z } from 'zod';

export const agentId = z.string().max(100);
export const uuid = z.uuid();
export const stageNumber = z.coerce.number().int().min(1);
