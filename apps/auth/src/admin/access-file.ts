import { readFile } from 'node:fs/promises';
import { isRole, relationKinds, type Role } from '@caregate/core-permissions';
import { z } from 'zod';

const identity = z.strictObject({ issuer: z.url(), subject: z.string().min(1) });

const person = identity.extend({
  name: z.string().min(1).max(200),
  email: z.email().optional(),
  role: z.string().refine((role): role is Role => isRole(role), 'must be a role'),
});

const relation = z
  .strictObject({
    /** Exactly one of these three says whose relation it is. */
    subject: z.string().min(1).optional(),
    identity: identity.optional(),
    appId: z.string().min(1).optional(),
    patientId: z.uuid().nullable().default(null),
    kind: z.enum(relationKinds).exclude(['break-glass']),
    reason: z.string().optional(),
  })
  .refine(
    ({ subject, identity: who, appId }) => [subject, who, appId].filter((one) => one !== undefined).length === 1,
    'exactly one of subject, identity and appId is needed',
  );

/** Who is known before they first sign in, and who stands how to whom. */
export const accessFile = z.strictObject({
  people: z.array(person).default([]),
  relations: z.array(relation).default([]),
});

export type SeedPerson = z.output<typeof person>;
export type SeedRelation = z.output<typeof relation>;

export async function readAccessFile(file: string): Promise<z.output<typeof accessFile>> {
  return accessFile.parse(JSON.parse(await readFile(file, 'utf8')));
}
