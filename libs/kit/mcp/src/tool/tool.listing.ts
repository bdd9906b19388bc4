import { purposes } from '@caregate/core-permissions';
import { z } from 'zod';
import type { ToolHints, ToolPermission } from './tool.definition.js';

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
  readonly permission: ToolPermission;
  readonly hints: ToolHints;
}

export function listingOf({ name, title, description, input, output, permission, hints }: Listed): ToolListing {
  return {
    name,
    title,
    description,
    inputSchema: withControls(jsonSchemaOf(input, 'input'), permission),
    outputSchema: jsonSchemaOf(output, 'output'),
    annotations: annotationsOf(title, hints),
  };
}

/** `$schema` is left out: 2020-12 is what MCP means without it, and validators of another default refuse its name. */
function jsonSchemaOf(schema: z.ZodObject, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, reused: 'inline' });
  return { ...rest, type: 'object', properties: rest.properties ?? {} };
}

/** What every tool takes besides its own: what clients that have no headers cannot send otherwise. */
function withControls(schema: JsonSchema, permission: ToolPermission): JsonSchema {
  const own = schema.properties;
  const added = {
    ...(permission !== 'public' && { purpose }),
    ...(!('access_token' in own) && { access_token: accessToken }),
  };
  return { ...schema, properties: { ...own, ...added } };
}

const accessToken = {
  type: 'string',
  description: 'Access token, only for clients that cannot send an Authorization header.',
};

const purpose = {
  type: 'string',
  enum: Object.keys(purposes),
  description: 'Purpose of use (HL7), if not the usual one of the role',
};

function annotationsOf(title: string, hints: ToolHints): ToolListing['annotations'] {
  return {
    title,
    readOnlyHint: hints.readOnly,
    ...(hints.destructive !== undefined && { destructiveHint: hints.destructive }),
    ...(hints.idempotent !== undefined && { idempotentHint: hints.idempotent }),
    // Every tool works on systems of the house.
    openWorldHint: false,
  };
}
