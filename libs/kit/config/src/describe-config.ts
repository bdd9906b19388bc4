import type { z } from 'zod';
import { fieldsOf, type Field } from './field.shape.js';

/** One line of `docs/reference/config.md`. */
export interface ConfigRow {
  readonly variable: string;
  /** Whether production needs it set. */
  readonly required: boolean;
  /** As an operator would write it. */
  readonly default: string | undefined;
  readonly description: string;
  readonly secret: boolean;
}

/** What the schema of an app says of itself, in its order; each field carries its words by `.describe()`. */
export function describeConfig(schema: z.ZodType): readonly ConfigRow[] {
  return fieldsOf(schema).map(rowOf);
}

function rowOf(field: Field): ConfigRow {
  const { variable, secret } = field;
  if (field.description === undefined) throw new Error(`${variable} has no description; add .describe('…').`);
  const outsideDev = secret?.requiredIn === 'staging and production';
  return {
    variable,
    required: !field.optional || outsideDev,
    default: field.default === undefined ? undefined : written(field.default),
    description: outsideDev ? `${field.description} May be left out in the profile \`dev\`.` : field.description,
    secret: secret !== undefined,
  };
}

function written(value: unknown): string {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
