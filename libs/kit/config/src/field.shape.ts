import { z } from 'zod';
import { secretMarks, type SecretMark } from './secret.mark.js';

/** One variable of a configuration schema, as far as loading and documenting it need to know. */
export interface Field {
  readonly variable: string;
  readonly description: string | undefined;
  readonly optional: boolean;
  readonly default: unknown;
  readonly secret: SecretMark | undefined;
}

/** The fields of `z.object({...})`, also when it was refined or ends in a transform. */
export function fieldsOf(schema: z.core.$ZodType): readonly Field[] {
  const shape = shapeOf(schema);
  const twin = Object.keys(shape).find((key) => `${key}_FILE` in shape);
  if (twin !== undefined) throw new Error(`${twin}_FILE is how ${twin} is read from a file; give one another name.`);
  return Object.entries(shape).map(([variable, field]) => fieldOf(variable, field));
}

/** What is wrong with each variable by itself, whatever the schema checks across them. */
export function issuesByVariable(schema: z.core.$ZodType, values: Record<string, string>): z.core.$ZodIssue[] {
  return Object.entries(shapeOf(schema)).flatMap(([variable, field]) =>
    (z.safeParse(field, values[variable]).error?.issues ?? []).map((issue) => ({
      ...issue,
      path: [variable, ...issue.path],
    })),
  );
}

function shapeOf(schema: z.core.$ZodType): z.core.$ZodShape {
  const object = layersOf(schema).find((layer) => layer instanceof z.core.$ZodObject);
  if (object === undefined) throw new Error('A configuration schema is a z.object of variables.');
  return object._zod.def.shape;
}

function fieldOf(variable: string, schema: z.core.$ZodType): Field {
  if (!/^[A-Z][\dA-Z_]*$/u.test(variable))
    throw new Error(`"${variable}" is not the name of a variable like DATABASE_URL.`);
  const layers = layersOf(schema);
  const secret = firstOf(layers, (layer) => secretMarks.get(layer));
  const fallback = layers.find((layer) => layer instanceof z.core.$ZodDefault);
  if (secret && fallback) throw new Error(`${variable} is a secret, so it must not have a default.`);
  return {
    variable,
    secret,
    description: firstOf(layers, (layer) => z.globalRegistry.get(layer)?.description),
    optional: z.safeParse(schema, undefined).success,
    default: fallback?._zod.def.defaultValue,
  };
}

/** From the outside in: `.optional()`, `.default()` and `.transform()` wrap what they are called on. */
function layersOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const inner = innerOf(schema);
  return inner === undefined ? [schema] : [schema, ...layersOf(inner)];
}

function innerOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.core.$ZodPipe) return schema._zod.def.in;
  if (schema instanceof z.core.$ZodDefault || schema instanceof z.core.$ZodOptional) return schema._zod.def.innerType;
  return undefined;
}

function firstOf<T>(
  layers: readonly z.core.$ZodType[],
  find: (layer: z.core.$ZodType) => T | undefined,
): T | undefined {
  return layers.map(find).find((found) => found !== undefined);
}
