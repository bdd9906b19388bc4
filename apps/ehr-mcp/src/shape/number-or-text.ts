import { z } from 'zod';

const decimal = /^-?\d{1,9}(?:\.\d{1,9})?$/;

/** Forms and models send numbers as texts ("98.6"): a plain decimal is taken for what it says, and no other text is. */
export function numberOrText<T extends z.ZodType<number>>(number: T) {
  return z.preprocess((sent) => (typeof sent === 'string' && decimal.test(sent.trim()) ? Number(sent) : sent), number);
}
