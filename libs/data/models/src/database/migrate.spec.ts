import { isolatedServer, testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import { createDataSource } from './create-data-source.js';
import { migrate } from './migrate.js';
import { pendingMigrations } from './pending-migrations.js';
import { rollback } from './rollback.js';
import { schemaDrift } from './schema-drift.js';
import { migrations } from '../migrations/index.js';

const databases: TestDatabase[] = [];

afterAll(() => Promise.all(databases.map((database) => database.drop())));

describe('the migrations', () => {
  it('go up, down to nothing, and up again to the same schema', async () => {
    const { superuserUrl } = await given();
    const first = await structureOf(superuserUrl);
    await rollback(superuserUrl, migrations.length);
    expect(await structureOf(superuserUrl)).toEqual([]);
    await migrate(superuserUrl);
    expect(await structureOf(superuserUrl)).toEqual(first);
  });

  it('change nothing when run again, and let several processes run them at once', async () => {
    const { superuserUrl } = await given({ migrated: false });
    await Promise.all([migrate(superuserUrl), migrate(superuserUrl), migrate(superuserUrl)]);
    const once = await structureOf(superuserUrl);
    await migrate(superuserUrl);
    expect(await structureOf(superuserUrl)).toEqual(once);
  });

  it('leave a schema alone that a newer version has changed, and an app of this one to go on beside it', async () => {
    const { superuserUrl, urlAs } = await given();
    const later = `insert into public.schema_migration (timestamp, name) values (9, 'Later9')`;
    await withClient(superuserUrl, (client) => client.query(later));
    await expect(migrate(superuserUrl)).rejects.toMatchObject({
      code: 'database.schema.ahead',
      publicMessage: expect.stringContaining('(Later9)'),
    });
    expect(await pendingBy(urlAs('caregate_ehr'))).toEqual([]);
  });

  it('stand in the list in the order of their timestamps', () => {
    const timestamps = migrations.map(({ name }) => Number(name.slice(-13)));
    expect(timestamps).toEqual([...timestamps].sort((a, b) => a - b));
    expect(new Set(timestamps).size).toBe(migrations.length);
  });

  it('tell an app, by its own role, what is missing', async () => {
    const database = await given();
    expect(await pendingBy(database.urlAs('caregate_ehr'))).toEqual([]);
    await rollback(database.superuserUrl);
    expect(await pendingBy(database.urlAs('caregate_ehr'))).toEqual([migrations.at(-1)?.name]);
  });

  it('count as missing altogether in an empty database', async () => {
    const { superuserUrl } = await given({ migrated: false });
    expect(await pendingBy(superuserUrl)).toHaveLength(migrations.length);
  });
});

describe('the roles of the apps', () => {
  it('cannot sign in until they are given a password, and then only with that one', async () => {
    const server = await isolatedServer();
    const as = (password: string) => server.urlFor({ user: 'caregate_ehr', password, database: 'postgres' });
    try {
      await migrate(server.superuserUrl);
      await expect(whoAmI(as('chosen ünicode')).catch(codeOf)).resolves.toBe('28P01');
      await migrate(server.superuserUrl, { rolePasswords: { caregate_ehr: 'chosen ünicode' } });
      await expect(whoAmI(as('chosen ünicode'))).resolves.toBe('caregate_ehr');
      await expect(whoAmI(as('another')).catch(codeOf)).resolves.toBe('28P01');
    } finally {
      await server.stop();
    }
  });
});

describe('schema drift', () => {
  it('is none between the entities and the migrated schema', async () => {
    const { superuserUrl } = await given();
    expect(await schemaDrift(superuserUrl)).toEqual([]);
  });

  it.each([
    [
      'a column that changed its type',
      'alter table ehr.provider alter column phone type varchar(20)',
      'ehr.provider.phone: entity text, nullable, database character varying(20), nullable',
    ],
    [
      'a column that no longer may be empty',
      'alter table auth.oauth_client alter column role set not null',
      'auth.oauth_client.role: entity text, nullable, database text',
    ],
    [
      'a column that only the database has',
      'alter table access.relation add column note text',
      'access.relation.note: entity absent, database text, nullable',
    ],
    [
      'a column that only the entity has',
      'alter table ehr.vital_sign drop column bmi',
      'ehr.vital_sign.bmi: entity numeric, nullable, database absent',
    ],
  ])('names %s', async (_what, change, sentence) => {
    const { superuserUrl } = await given();
    await withClient(superuserUrl, (client) => client.query(change));
    expect(await schemaDrift(superuserUrl)).toEqual([sentence]);
  });
});

async function given({ migrated = true } = {}): Promise<TestDatabase> {
  const database = await testDatabase(migrated ? { migrate: (url) => migrate(url) } : {});
  databases.push(database);
  return database;
}

async function pendingBy(url: string): Promise<string[]> {
  const dataSource = createDataSource({ url, applicationName: 'specs', poolSize: 1 });
  await dataSource.initialize();
  try {
    return await pendingMigrations(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** Whatever a migration can leave behind, as the system catalogues describe it. */
async function structureOf(url: string): Promise<string[]> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ line: string }>(`
      with own as (
        select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
      )
      select format('%s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod)) as line
        from pg_attribute join pg_class on pg_class.oid = attrelid
       where relnamespace in (select oid from own) and relkind = 'r' and relname <> 'schema_migration' and attnum > 0
         and not attisdropped
      union all select pg_get_indexdef(indexrelid) from pg_index join pg_class on pg_class.oid = indrelid
       where relnamespace in (select oid from own) and relname <> 'schema_migration'
      union all select conrelid::regclass || pg_get_constraintdef(oid) from pg_constraint
       where connamespace in (select oid from own) and conrelid <> 'public.schema_migration'::regclass
      union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
      union all select oid::regprocedure || coalesce(proacl::text, '') from pg_proc
       where pronamespace in (select oid from own)
      union all select oid::regclass || coalesce(relacl::text, '') from pg_class
       where relnamespace in (select oid from own) and relname <> 'schema_migration_id_seq'
         and relname !~ '^schema_migration|^PK_'
      union all select nspname || coalesce(nspacl::text, '') from pg_namespace
       where oid in (select oid from own) and nspname <> 'public'
      order by 1`),
  );
  return rows.map(({ line }) => line);
}

async function whoAmI(url: string): Promise<string | undefined> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ me: string }>('select current_user as me');
    return rows[0]?.me;
  });
}

function codeOf(error: { code?: string }): string | undefined {
  return error.code;
}
