import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { databaseRoles, migrate } from '@caregate/data-models';
import { testDatabase, withClient } from '@caregate/testing';
import { setUp } from './compose/set-up.js';
import { readRolePasswords } from './database/role-passwords.js';

const entry = path.resolve(import.meta.dirname, '../dist/migrate.main.js');
const facts = {
  host: 'care.example.org',
  identityProvider: { title: 'Hospital', issuer: 'https://idp.example.org', clientId: 'c', clientSecret: 's' },
  administrator: { subject: '42', name: 'First Administrator', email: 'admin@example.org' },
};
let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'caregate-migrate-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function migrateWith(environment: Record<string, string>): Promise<string> {
  const run = promisify(execFile)(process.execPath, [entry], { env: environment });
  return run.then(() => '').catch((error: { stderr?: string }) => error.stderr ?? '');
}

describe('the migration of a deployment', () => {
  it('accepts what the set-up has made, and asks the database', async () => {
    setUp(folder, facts);
    const file = (name: string) => path.join(folder, 'secrets', name);
    const said = await migrateWith({
      CAREGATE_PROFILE: 'production',
      DATABASE_ADMIN_URL_FILE: file('admin_database_url'),
      ROLE_PASSWORDS_FILE: file('role_passwords'),
    });
    expect(said).toMatch(/ENOTFOUND postgres|EAI_AGAIN postgres/);
  });

  it('names everything that is missing', async () => {
    const said = await migrateWith({});
    expect(said).toContain('DATABASE_ADMIN_URL: is missing');
    expect(said).toContain('ROLE_PASSWORDS: is missing');
  });

  it('refuses a schema that a newer version has changed, in one sentence with its code', async () => {
    const database = await testDatabase({ migrate });
    const later = `insert into public.schema_migration (timestamp, name) values (9, 'Later9')`;
    await withClient(database.superuserUrl, (client) => client.query(later));
    const passwords = Object.fromEntries(databaseRoles.map((role) => [role, 'x'.repeat(43)]));
    const said = await migrateWith({
      CAREGATE_PROFILE: 'dev',
      DATABASE_ADMIN_URL: database.superuserUrl,
      ROLE_PASSWORDS: JSON.stringify(passwords),
    });
    expect(said.split('\n')).toEqual([
      'A newer version of CareGate has changed the schema of this database (Later9). (database.schema.ahead)',
      expect.stringContaining('Deploy that version again'),
      '',
    ]);
    await database.drop();
  });

  it('takes the passwords of roles that only a newer version has', () => {
    const roles = Object.fromEntries([...databaseRoles, 'caregate_later'].map((role) => [role, 'x'.repeat(43)]));
    expect(readRolePasswords(JSON.stringify(roles))).toEqual(roles);
  });
});
