import { refuseNewerSchema } from './refuse-newer-schema.js';
import { ensureRoles, openRoles, type RolePasswords } from './roles.js';
import { withMigrations } from './with-migrations.js';

export interface MigrateOptions {
  /** Gives these roles login and password; run again to change a password. */
  readonly rolePasswords?: RolePasswords;
}

/**
 * Brings a database to the present schema, and refuses one that is beyond it. May run any number of times and in several
 * processes at once.
 */
export async function migrate(url: string, { rolePasswords = {} }: MigrateOptions = {}): Promise<void> {
  await withMigrations(url, async ({ client, dataSource }) => {
    await refuseNewerSchema(client);
    await ensureRoles(client);
    await dataSource.runMigrations({ transaction: 'each' });
    await openRoles(client, rolePasswords);
  });
}
