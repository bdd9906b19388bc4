import { testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import { databaseRoles, type DatabaseRole } from './database-role.js';
import { migrate } from './migrate.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
});

afterAll(() => database.drop());

/** All that a role may do to tables, by schema; a schema that is not named here is closed to it. */
const allowed: Record<DatabaseRole, Record<string, string>> = {
  caregate_auth: {
    'access.glass_review': 'INSERT SELECT',
    'access.patient_number': 'SELECT',
    'access.relation': 'DELETE INSERT SELECT UPDATE',
    'access.revocation': 'DELETE INSERT SELECT',
    'auth.*': 'DELETE INSERT SELECT UPDATE',
    'messaging.message': 'INSERT SELECT',
    'public.schema_migration': 'SELECT',
  },
  caregate_ehr: {
    'access.relation': 'SELECT',
    'access.revocation': 'SELECT',
    'ehr.*': 'DELETE INSERT SELECT UPDATE',
    'ehr.provenance': 'INSERT SELECT',
    'messaging.message': 'INSERT SELECT',
    'public.schema_migration': 'SELECT',
  },
  caregate_imaging: {
    'access.patient_number': 'SELECT',
    'access.relation': 'SELECT',
    'access.revocation': 'SELECT',
    'messaging.message': 'INSERT SELECT',
    'public.schema_migration': 'SELECT',
  },
  caregate_orchestrator: {
    'access.relation': 'SELECT',
    'access.revocation': 'SELECT',
    'messaging.message': 'INSERT SELECT',
    'orchestrator.*': 'DELETE INSERT SELECT UPDATE',
    'public.schema_migration': 'SELECT',
  },
  caregate_bridge: {
    'access.revocation': 'SELECT',
    'messaging.message': 'INSERT SELECT',
    'public.schema_migration': 'SELECT',
  },
};

describe('the role of an app', () => {
  it.each(databaseRoles)('%s holds exactly the privileges it needs, on every table there is', async (role) => {
    const { rows } = await withClient(database.superuserUrl, (client) =>
      client.query<{ name: string; privileges: string }>(
        `select format('%s.%s', n.nspname, c.relname) as name,
                coalesce(string_agg(p, ' ' order by p) filter (where has_table_privilege($1, c.oid, p)), '') as privileges
           from pg_class c join pg_namespace n on n.oid = c.relnamespace,
                unnest(array['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER','MAINTAIN']) p
          where c.relkind in ('r', 'v', 'm', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            and n.nspname <> 'audit'
          group by 1 order by 1`,
        [role],
      ),
    );
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(({ name, privileges }) => privileges !== expectedOf(role, name))).toEqual([]);
  });

  it.each([
    ['caregate_ehr', 'reads of accounts', 'select from auth.user_account'],
    ['caregate_ehr', 'reads of sealed signing keys', 'select from auth.signing_key'],
    [
      'caregate_ehr',
      'grants of access',
      `insert into access.relation (subject, kind, granted_by) values ('x', 'organisation', 'x')`,
    ],
    ['caregate_ehr', 'prolongations of access', `update access.relation set expires_at = null`],
    ['caregate_ehr', 'removals of revocations', 'delete from access.revocation'],
    ['caregate_auth', 'reads of the health record', 'select from ehr.patient'],
    ['caregate_auth', 'changes of past revocations', 'update access.revocation set expires_at = now()'],
    ['caregate_auth', 'changes of sent messages', `update messaging.message set body = '{}'`],
    ['caregate_ehr', 'removals of unread messages', 'delete from messaging.message'],
    ['caregate_imaging', 'reads of the health record', 'select from ehr.patient'],
    ['caregate_imaging', 'grants of access', 'update access.relation set expires_at = null'],
    ['caregate_orchestrator', 'reads of the health record', 'select from ehr.patient'],
    ['caregate_bridge', 'reads of who may see whom', 'select from access.relation'],
    ['caregate_orchestrator', 'schemas of its own', 'create schema hidden'],
    ['caregate_ehr', 'tables of its own', 'create table public.hidden (note text)'],
    ['caregate_ehr', 'schemas of its own', 'create schema hidden'],
    ['caregate_ehr', 'becoming the other app', 'set role caregate_auth'],
    ['caregate_ehr', 'switching triggers off', 'set session_replication_role = replica'],
    ['caregate_ehr', 'claims that migrations ran', `insert into schema_migration (timestamp, name) values (1, 'x')`],
  ])('%s is refused %s', async (role, _what, statement) => {
    await expect(withClient(database.urlAs(role), (client) => client.query(statement))).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('is no superuser, and owns nothing', async () => {
    const { rows } = await withClient(database.superuserUrl, (client) =>
      client.query(
        `select rolname from pg_roles where rolname like 'caregate\\_%' and
           (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls
            or (rolname = any($1) and exists (select from pg_class where relowner = pg_roles.oid)))`,
        [databaseRoles],
      ),
    );
    expect(rows).toEqual([]);
  });
});

function expectedOf(role: DatabaseRole, table: string): string {
  const schema = table.split('.')[0];
  return allowed[role][table] ?? allowed[role][`${schema}.*`] ?? '';
}
