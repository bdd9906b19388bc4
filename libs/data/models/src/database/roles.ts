import pg from 'pg';
import { databaseRoles, type DatabaseRole } from './database-role.js';
import { scramVerifier } from './scram-verifier.js';

export type RolePasswords = Partial<Record<DatabaseRole, string>>;

/** Roles belong to the whole server, so another database may have brought them already, or be doing so right now. */
export async function ensureRoles(client: pg.Client): Promise<void> {
  for (const role of databaseRoles)
    await client.query(`
      do $$ begin
        create role ${pg.escapeIdentifier(role)} nologin;
      exception when duplicate_object or unique_violation then null;
      end $$`);
}

/** A role that is given no password stays as it is: without login at first. */
export async function openRoles(client: pg.Client, passwords: RolePasswords): Promise<void> {
  for (const role of databaseRoles) {
    const password = passwords[role];
    if (password === undefined) continue;
    const verifier = pg.escapeLiteral(scramVerifier(password));
    await client.query(`alter role ${pg.escapeIdentifier(role)} login password ${verifier}`);
  }
}
