import type { z } from 'zod';
import { AwsError } from './aws-error.js';

/** The input as the service model has it, or the ValidationException that AWS would answer with. */
export function validated<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  const { issues } = error;
  const sentences = issues.map(
    ({ path, message }) => `Value at '${path.map(String).join('.')}' failed to satisfy constraint: ${message}`,
  );
  const count = `${issues.length} validation error${issues.length === 1 ? '' : 's'} detected`;
  throw new AwsError('ValidationException', `${count}: ${sentences.join('; ')}`);
}
