import { relationKinds } from '@caregate/core-permissions';
import { z } from 'zod';

/** Who stands how to which patient (`access.relation`). `organisation` alone is about all patients. */
export const newRelation = z
  .strictObject({
    subject: z.string().min(1).max(200),
    patientId: z.uuid().nullable().default(null),
    kind: z.enum(relationKinds).exclude(['break-glass']),
    reason: z.string().min(1).max(500).optional(),
    validFrom: z.iso.datetime({ offset: true }).optional(),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ kind, patientId }) => (kind === 'organisation') === (patientId === null), {
    path: ['patientId'],
    message: 'is needed, except for organisation, which is about all patients',
  })
  .refine(({ validFrom, expiresAt }) => expiresAt === undefined || new Date(expiresAt) > dateOf(validFrom), {
    path: ['expiresAt'],
    message: 'must be later than the beginning',
  });

export const relationQuery = z
  .strictObject({
    subject: z.string().min(1).max(200).optional(),
    patientId: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  })
  .refine(
    ({ subject, patientId }) => subject !== undefined || patientId !== undefined,
    'subject or patientId is needed',
  );

export const relationId = z.uuid();

export const relationView = z.strictObject({
  id: z.uuid(),
  subject: z.string(),
  patientId: z.uuid().nullable(),
  kind: z.enum(relationKinds),
  reason: z.string().nullable(),
  grantedBy: z.string(),
  validFrom: z.date().transform((date) => date.toISOString()),
  expiresAt: z
    .date()
    .transform((date) => date.toISOString())
    .nullable(),
  revokedAt: z
    .date()
    .transform((date) => date.toISOString())
    .nullable(),
});

export const relationList = z.strictObject({ relations: z.array(relationView) });

/** Times may be left to the database, and a reason to the reader. */
export type NewRelation = Pick<z.output<typeof newRelation>, 'subject' | 'patientId' | 'kind'> &
  Partial<z.output<typeof newRelation>>;
export type RelationQuery = z.output<typeof relationQuery>;
export type RelationView = z.input<typeof relationView>;

function dateOf(text: string | undefined): Date {
  return text === undefined ? new Date() : new Date(text);
}
