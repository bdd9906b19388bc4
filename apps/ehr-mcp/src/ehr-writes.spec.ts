import { ehrTools } from './ehr-tools.js';
import { everyWrite, type EveryWrite } from './testing/every-write.js';
import { givenClinic, type GivenClinic } from './testing/given-clinic.js';

let clinic: GivenClinic;
let writes: readonly EveryWrite[];
let contents: string;

beforeAll(async () => {
  clinic = await givenClinic();
  contents = await contentsOfAllTables();
});
afterAll(() => clinic.end());
beforeEach(async () => {
  await clinic.database.emptyCharts();
  writes = await everyWrite(clinic);
});

const call = (tool: string, input: object, token = 'app') => clinic.door.call(token, tool, { ...input });
const events = () => clinic.door.trail.entries.map(({ event, outcome }) => `${event} ${outcome}`);

/** One query that says of each table of the database how many rows it has, and what is in them. */
async function contentsOfAllTables(): Promise<string> {
  const tables = await clinic.database.query(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const each = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*)::int AS rows, md5(string_agg(t::text, ',' ORDER BY t::text)) FROM ${name} t`,
  );
  return `${each.join(' UNION ALL ')} ORDER BY 1`;
}

const everything = () => clinic.database.query(contents);

async function forEachWrite(check: (write: EveryWrite, key: object) => Promise<void>): Promise<void> {
  for (const [index, write] of writes.entries()) {
    clinic.door.trail.entries.splice(0);
    await check(write, { idempotency_key: `one-key-for-${index}` });
  }
}

describe('every tool that changes the record', () => {
  it('is among those that are tried here', () => {
    const tried = new Set(writes.map(({ tool }) => tool));
    const withKey = ehrTools.filter(({ listing }) => JSON.stringify(listing.inputSchema).includes('idempotency_key'));
    expect(withKey.map(({ name }) => name).toSorted()).toEqual([...tried].toSorted());
  });

  it('writes nothing in a dry run, whatever it is asked, and the trail says so', async () => {
    await forEachWrite(async ({ tool, input }, key) => {
      const before = await everything();
      for (const more of [{}, key]) {
        const { json } = await call(tool, { ...input, ...more, dry_run: true });
        expect([tool, json['status']]).toEqual([tool, 'dry_run']);
      }
      expect([tool, await everything()]).toEqual([tool, before]);
      expect([tool, ...events()]).toEqual([tool, 'write.previewed success', 'write.previewed success']);
    });
  });

  it('writes nothing when it refuses', async () => {
    await forEachWrite(async ({ tool, input, other }, key) => {
      await call(tool, { ...input, ...key });
      const before = await everything();
      const refused = [
        await call(tool, { ...input, note: 'x' }),
        await call(tool, { ...input, ...other, ...key }),
        await call(tool, { ...input, ...other, ...key, dry_run: true }),
        await call(tool, input, 'reader'),
        ...('mrn' in input ? [await call(tool, input, 'stranger')] : []),
      ];
      expect([tool, refused.map(({ isError }) => isError)]).toEqual([tool, refused.map(() => true)]);
      expect([tool, await everything()]).toEqual([tool, before]);
    });
  });

  it('is made once under one key, and on the trail once as made', async () => {
    await forEachWrite(async ({ tool, input }, key) => {
      const first = await call(tool, { ...input, ...key });
      expect([tool, first.json['status']]).toEqual([tool, 'success']);
      const before = await everything();
      const [made] = events();
      const again = await call(tool, { ...input, ...key });
      expect([tool, again.json]).toEqual([tool, first.json]);
      expect([tool, await everything()]).toEqual([tool, before]);
      expect([tool, ...events()]).toEqual([tool, made, 'write.repeated success']);
      expect(made).not.toMatch(/^write/);
    });
  });

  it('is tried out as the call would go: with a used key, as what that answered', async () => {
    await forEachWrite(async ({ tool, input, other }, key) => {
      const { json } = await call(tool, { ...input, ...key });
      const same = await call(tool, { ...input, ...key, dry_run: true });
      expect([tool, same.json]).toEqual([
        tool,
        { ...json, status: 'dry_run', message: `Nothing was changed: ${String(json['message'])}` },
      ]);
      const elsewhere = await call(tool, { ...input, ...other, ...key, dry_run: true });
      expect([tool, elsewhere.json['code']]).toEqual([tool, 'mcp.idempotency.mismatch']);
    });
  });
});
