import { ruleOf } from '@caregate/core-permissions';
import { DomainError } from '@caregate/core-errors';
import type { z } from 'zod';
import { ArgumentsInvalid } from './arguments-invalid.error.js';
import type { BoundCall, Tool } from './tool.js';
import type {
  CallSubject,
  ContextOf,
  PatientClause,
  PatientResolver,
  Produced,
  ToolDefinition,
  ToolPermission,
} from './tool.definition.js';
import { listingOf } from './tool.listing.js';
import { withoutBlanks } from './without-blanks.js';

/**
 * One value holds all that decides about a tool: schemas, permission, whose record it concerns, audit event and work.
 * Annotate the last parameter of `run` to say which services the tool needs.
 */
export function defineTool<
  I extends z.ZodObject,
  O extends z.ZodObject,
  P extends ToolPermission,
  const R extends Produced<z.input<O>>,
  S = unknown,
>(definition: ToolDefinition<I, O, P, R, S> & PatientClause<I, P, S>): Tool<S> {
  const patient: PatientResolver<I, S> | undefined = definition.patient;
  const listing = listingOf(definition);
  assertWhole(definition, patient !== undefined, listing.inputSchema['additionalProperties']);
  return {
    name: definition.name,
    permission: definition.permission,
    audit: definition.audit,
    recordedBy: definition.recordedBy ?? 'pipeline',
    keepsAccessToken: 'access_token' in definition.input.shape,
    listing,
    bind: (toolArguments) => bind(definition, patient, toolArguments),
  };
}

function bind<I extends z.ZodObject, O extends z.ZodObject, P extends ToolPermission, S>(
  definition: ToolDefinition<I, O, P, Produced<z.input<O>>, S>,
  patient: PatientResolver<I, S> | undefined,
  toolArguments: unknown,
): BoundCall<S> {
  const parsed = definition.input.safeParse(withoutBlanks(definition.input, toolArguments));
  if (!parsed.success) throw new ArgumentsInvalid(parsed.error.issues);
  const input = parsed.data;
  return {
    subject: async (services) => subjectOf(await patient?.(input, services)),
    run: async (context, services) => {
      // The pipeline makes an AuthorizedContext of every context that it passes to a tool that is not public.
      const output = await definition.run(input, context as ContextOf<P>, services);
      return parseOutput(definition.output, output);
    },
  };
}

function subjectOf(found: CallSubject | string | undefined): CallSubject {
  return typeof found === 'object' ? found : { patientId: found };
}

/** An output of another shape is the tool's fault, of which the caller learns an id and nothing else. */
function parseOutput(schema: z.ZodObject, output: unknown): Record<string, unknown> {
  const parsed = schema.safeParse(output);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map(({ code, path }) => `${path.join('.')}: ${code}`);
  throw new DomainError('service.internal', { detail: { output: paths } });
}

/** The types say the same; this holds for definitions that were cast past them. */
function assertWhole(
  {
    name,
    permission,
    input,
  }: { readonly name: string; readonly permission: ToolPermission; readonly input: z.ZodObject },
  resolvesPatient: boolean,
  additionalProperties: unknown,
): void {
  const concernsPatient = permission !== 'public' && ruleOf(permission).subject === 'patient';
  if (concernsPatient !== resolvesPatient)
    throw new Error(
      `Tool "${name}": ${permission} ${concernsPatient ? 'needs' : 'has no use for'} a patient resolver.`,
    );
  if ('purpose' in input.shape) throw new Error(`Tool "${name}": purpose is the pipeline's own argument.`);
  if (additionalProperties !== false) throw new Error(`Tool "${name}": the input must be a z.strictObject.`);
}
