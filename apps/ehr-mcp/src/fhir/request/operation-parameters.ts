import { DomainError } from '@caregate/core-errors';
import type { IncomingMessage } from 'node:http';
import { fhirBody } from './fhir-body.js';
import { z } from 'zod';

const parameters = z.looseObject({
  resourceType: z.literal('Parameters'),
  parameter: z.array(z.looseObject({ name: z.string() })).optional(),
});

type Pair = readonly [name: string, value: string];

/** What `POST …/$operation` says in its body (FHIR R4 operations.html#executing); nothing where it has no body. */
export async function operationParameters(request: IncomingMessage): Promise<readonly Pair[]> {
  const text = await fhirBody(request, ['application/fhir+json', 'application/json', 'application/json+fhir']);
  if (text === '') return [];
  const { success, data } = parameters.safeParse(parsed(text));
  if (!success) throw new DomainError('request.invalid');
  return (data.parameter ?? []).map((parameter) => [parameter.name, valueOf(parameter)]);
}

/** A value of one of the simple types; what has none is none that an operation here could take. */
function valueOf(parameter: Readonly<Record<string, unknown>>): string {
  const [value, ...others] = Object.entries(parameter).flatMap(([key, each]) =>
    key.startsWith('value') ? [each] : [],
  );
  if (others.length > 0 || (typeof value !== 'string' && typeof value !== 'number'))
    throw new DomainError('request.invalid');
  return String(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
