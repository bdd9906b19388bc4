import { z } from 'zod';

/** Without a decision it is the code alone, to see what it stands for. */
export const deviceForm = z.strictObject({
  csrf_token: z.string().max(100).optional(),
  user_code: z.string().min(1).max(40),
  decision: z.enum(['allow', 'deny']).optional(),
});

export type DeviceForm = z.output<typeof deviceForm>;
