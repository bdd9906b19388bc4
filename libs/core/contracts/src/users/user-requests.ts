import { z } from 'zod';
import { line } from '../line.js';
import { roleName } from './user.js';

const personName = line(1, 200);

/** A register's letters and a number, as on the card: `MP 0123456` is the same as `MP0123456`. */
const hpcsaNumber = z
  .string()
  .max(20)
  .transform((text) => text.replace(/\s/gu, '').toUpperCase())
  .refine((text) => /^[A-Z]{2,4}\d{5,7}$/u.test(text), 'must be letters of a register and a number, such as MP0123456');

/** `GET /users`: everything that is given must hold. */
export const userQuery = z.strictObject({
  skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** Part of a name or an address. */
  search: line(1, 100).optional(),
  role: roleName.optional(),
  active: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
});

/** `POST /users`: the account waits for the first sign-in with this address, vouched for by an identity provider. */
export const newUser = z.strictObject({
  email: z.email().max(254).toLowerCase(),
  name: personName,
  role: roleName,
  hpcsa_number: hpcsaNumber.optional(),
});

/** `PUT` and `PATCH /users/{id}`: what is absent stays as it is. */
export const userChange = z
  .strictObject({
    name: personName.optional(),
    role: roleName.optional(),
    /** `false` gives an identity provider that is trusted with roles its say again. */
    role_pinned: z.boolean().optional(),
    active: z.boolean().optional(),
    hpcsa_number: hpcsaNumber.nullable().optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'must change something');

export const userId = z.uuid();

export type UserQuery = z.output<typeof userQuery>;
export type NewUserRequest = z.output<typeof newUser>;
export type UserChange = z.output<typeof userChange>;
