import { z } from 'zod';

export const agentId = z.string().max(100);
export const uuid = z.uuid();
export const stageNumber = z.coerce.number().pipe(z.int32().min(1));
