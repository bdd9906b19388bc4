import { DomainError } from '@caregate/core-errors';
import type { IncomingMessage } from 'node:http';
import { fhirBody } from './fhir-body.js';
import { z } from 'zod';

const parameters = z.looseObject({
  resourceType: z.literal('Parameters'),
  parameter: z.array(z.looseObject({ name: z.string() })).optional(),
});

/** Names of what `POST …/$operation` says in its body (FHIR R4 operations.html#executing); none where it has no body. */
export async function operationParameters(request: IncomingMessage): Promise<readonly string[]> {
  const text = await fhirBody(request, ['application/fhir+json', 'application/json', 'application/json+fhir']);
  if (text === '') return [];
  const { success, data } = parameters.safeParse(parsed(text));
  if (!success) throw new DomainError('request.invalid');
  return (data.parameter ?? []).map(({ name }) => name);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
