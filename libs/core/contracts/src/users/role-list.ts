import { z } from 'zod';
import { roleName } from './user.js';

/** `GET /roles`: what each role may do, and which parts of the console it opens. */
export const roleList = z.strictObject({
  roles: z.array(z.strictObject({ name: roleName, permissions: z.array(z.string()), modules: z.array(z.string()) })),
});
