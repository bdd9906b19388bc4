import { z } from 'zod';

export const labOrderId = z
  .string()
  .trim()
  .min(1)
  .max(20)
  .describe('Identifier of the order, such as LAB1A2B3C; get_lab_results tells it');
