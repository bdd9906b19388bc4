import { migrate } from '@caregate/data-models';
import { fields, loadConfig } from '@caregate/kit-config';
import { z } from 'zod';
import { readRolePasswords } from './database/role-passwords.js';
import { runCommand } from './run-command.js';

/** Brings a deployment's database up to date. May run any number of times, also while the apps serve. */
await runCommand(async () => {
  const config = loadConfig(
    z.object({
      DATABASE_ADMIN_URL: fields.databaseUrl().describe('PostgreSQL, as a role that owns the schema'),
      // Not a field for a secret, which would find the names of the roles easy to guess; each password is looked at below.
      ROLE_PASSWORDS: z.string().describe('Passwords of the roles of the apps, as JSON'),
    }),
  );
  await migrate(config.DATABASE_ADMIN_URL, { rolePasswords: readRolePasswords(config.ROLE_PASSWORDS) });
  process.stdout.write('The schema is up to date.\n');
  return 0;
});
