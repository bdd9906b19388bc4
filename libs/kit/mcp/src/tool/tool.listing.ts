import { z } from 'zod';
import type { ToolHints } from './tool.definition.js';

export interface JsonSchema extends Record<string, unknown> {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, unknown>>;
}

/** One element of the answer to `tools/list`. */
export interface ToolListing {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
  readonly annotations: Readonly<Record<string, boolean | string>>;
}

export interface Listed {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  readonly hints: ToolHints;
}

export function listingOf({ name, title, description, input, output, hints }: Listed): ToolListing {
  return {
    name,
    title,
    description,
    inputSchema: withAccessToken(jsonSchemaOf(input, 'input')),
    outputSchema: jsonSchemaOf(output, 'output'),
    annotations: annotationsOf(title, hints),
  };
}

/** `$schema` is left out: 2020-12 is what MCP means without it, and validators of another default refuse its name. */
function jsonSchemaOf(schema: z.ZodObject, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, reused: 'inline' });
  return { ...rest, type: 'object', properties: rest.properties ?? {} };
}

/** Clients that cannot send an `Authorization` header pass the token as an argument. */
function withAccessToken(schema: JsonSchema): JsonSchema {
  return 'access_token' in schema.properties
    ? schema
    : { ...schema, properties: { ...schema.properties, access_token: accessToken } };
}

const accessToken = {
  type: 'string',
  description: 'Access token, only for clients that cannot send an Authorization header.',
};

function annotationsOf(title: string, hints: ToolHints): ToolListing['annotations'] {
  return {
    title,
    readOnlyHint: hints.readOnly,
    ...(hints.destructive !== undefined && { destructiveHint: hints.destructive }),
    ...(hints.idempotent !== undefined && { idempotentHint: hints.idempotent }),
    openWorldHint: hints.openWorld ?? false,
  };
}
