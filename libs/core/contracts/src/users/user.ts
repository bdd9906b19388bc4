import { isRole, type Role } from '@caregate/core-permissions';
import { z } from 'zod';

export const roleName = z.string().refine((name): name is Role => isRole(name), 'must be a role');

/** A person as administrators see them; the names of the fields are those of the gateway before this one. */
export const user = z.strictObject({
  id: z.uuid(),
  /** `null` where no identity provider vouches for one. */
  email: z.string().nullable(),
  name: z.string(),
  role: roleName,
  /** An administrator gave the role, so that no identity provider changes it. */
  role_pinned: z.boolean(),
  active: z.boolean(),
  /** Registration with the Health Professions Council of South Africa. */
  hpcsa_number: z.string().nullable(),
  /** BCP 47. */
  language_preference: z.string(),
  /** Made by an administrator, and not used for a sign-in yet. */
  invited: z.boolean(),
  created_at: z.iso.datetime(),
  last_login: z.iso.datetime().nullable(),
});

/** A page of users, and how many there are in all. */
export const userList = z.strictObject({
  users: z.array(user),
  total: z.number().int(),
  skip: z.number().int(),
  limit: z.number().int(),
});

export type User = z.output<typeof user>;
export type UserList = z.output<typeof userList>;
