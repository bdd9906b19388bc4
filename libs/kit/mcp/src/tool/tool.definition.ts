import type { Permission, permissions } from '@caregate/core-permissions';
import type { AuditEventName } from '@caregate/kit-audit';
import type { z } from 'zod';
import type { AuthorizedContext, ToolContext } from './tool.context.js';

/** `public`: anybody may call it, known or not. */
export type ToolPermission = Permission | 'public';

/** Permissions that, besides role and scope, ask how the caller stands to the patient. */
export type PatientPermission = {
  [P in Permission]: (typeof permissions)[P]['subject'] extends 'patient' ? P : never;
}[Permission];

/** The hints of MCP `ToolAnnotations`. Clients show them; nothing here relies on them. */
export interface ToolHints {
  readonly readOnly: boolean;
  readonly destructive?: boolean;
  readonly idempotent?: boolean;
}

/** What `run` may return: `T`, of which nothing needs to be mutable. */
export type Produced<T> = T extends readonly (infer E)[]
  ? readonly Produced<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Produced<T[K]> }
    : T;

/** `R` is what `run` returns: a type of its own, so that literals in it stay literals. */
export interface ToolDefinition<
  I extends z.ZodObject,
  O extends z.ZodObject,
  P extends ToolPermission,
  R extends Produced<z.input<O>>,
  S,
> {
  readonly name: string;
  readonly title: string;
  /** Says when to use the tool: models read it. */
  readonly description: string;
  /** A `strictObject`. `access_token` is added to what clients see, and taken away before this parses. */
  readonly input: I;
  /** What leaves is parsed by it, so that a new column does not. */
  readonly output: O;
  readonly permission: P;
  readonly audit: AuditEventName;
  /** `tool`: `run` records through `context.recordIn`, in the transaction of its change. Default `pipeline`, before `run`. */
  readonly recordedBy?: 'pipeline' | 'tool';
  readonly hints: ToolHints;
  readonly run: (input: z.output<I>, context: ContextOf<P>, services: S) => Promise<R> | R;
}

/** Whose record a call is about, and which part of it: the audit trail names both. */
export interface CallSubject {
  /** Logical id of the FHIR Patient; `undefined` when there is no such patient. */
  readonly patientId: string | undefined;
  /** `AuditEvent.entity` (FHIR R4), such as the study that is looked at. */
  readonly entity?: { readonly type: string; readonly id: string };
}

/** The subject, or only the logical id of its FHIR Patient, or `undefined` when there is no such patient. */
export type PatientResolver<I extends z.ZodObject, S> = (
  input: z.output<I>,
  services: S,
) => Promise<CallSubject | string | undefined> | CallSubject | string | undefined;

/** `patient` goes with permissions whose subject is a patient, and only with them. */
export type PatientClause<I extends z.ZodObject, P extends ToolPermission, S> = P extends PatientPermission
  ? { readonly patient: PatientResolver<I, S> }
  : { readonly patient?: never };

export type ContextOf<P extends ToolPermission> = P extends 'public' ? ToolContext : AuthorizedContext;
