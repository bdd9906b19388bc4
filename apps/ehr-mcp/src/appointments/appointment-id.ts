import { z } from 'zod';

export const appointmentId = z
  .string()
  .trim()
  .min(1)
  .max(20)
  .describe('Identifier of the appointment, such as APT1A2B3C; get_appointments tells it');
