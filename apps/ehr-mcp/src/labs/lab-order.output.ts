import { z } from 'zod';

export const orderView = z.strictObject({
  order_id: z.string().describe('Identifier of the order; after a dry run it is not taken'),
  test_name: z.string().describe('Test'),
  status: z.string().describe('pending, in_progress, final or corrected'),
  version: z.int().describe('Pass it as expected_version when you change the order'),
});

export type OrderView = z.output<typeof orderView>;
