import { databaseRoles, type RolePasswords } from '@caregate/data-models';
import { z } from 'zod';
import { OperationRefused } from '../operation-refused.error.js';

const LENGTH_MIN = 32;
/** A newer version's roles do not keep an older one from being brought back. */
const passwords = z.record(z.string(), z.string().min(LENGTH_MIN));

/** `{"caregate_auth": "…"}`. A deployment that forgets a role is refused before anything is changed. */
export function readRolePasswords(text: string): RolePasswords {
  const given = passwords.safeParse(parsed(text));
  const missing = databaseRoles.filter((role) => given.data?.[role] === undefined);
  if (given.success && missing.length === 0) return given.data;
  throw new OperationRefused(
    given.success ? `ROLE_PASSWORDS lacks ${missing.join(', ')}.` : 'ROLE_PASSWORDS is no list of passwords by role.',
    `It is JSON with a password of at least ${LENGTH_MIN} characters for each of ${databaseRoles.join(', ')}; npm run deploy:setup adds what is missing.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema then says what is wrong, without the words of the parser, which quote the text.
    return undefined;
  }
}
