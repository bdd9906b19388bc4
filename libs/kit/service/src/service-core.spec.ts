import { createServer } from 'node:http';
import { migrate, rollback } from '@caregate/data-models';
import { createLogger, Metrics } from '@caregate/kit-http';
import {
  listen,
  testDatabase,
  testIssuer,
  until,
  withClient,
  type TestDatabase,
  type TestIssuer,
} from '@caregate/testing';
import { coreHealth } from './core-health.js';
import { observeCore } from './observe-core.js';
import { startServiceCore, type ServiceCore, type ServiceCoreOptions } from './service-core.js';

const logger = createLogger({ service: 'spec', level: 'silent' });
const resource = 'https://ehr.clinic.example/mcp';

let database: TestDatabase;
let issuer: TestIssuer;
const started: ServiceCore[] = [];

beforeAll(async () => {
  [database, issuer] = await Promise.all([testDatabase({ migrate: (url) => migrate(url) }), testIssuer()]);
});
afterEach(async () => {
  for (const core of started.splice(0)) await core.stop();
});
afterAll(async () => {
  await issuer.close();
  await database.drop();
});

function settings(databaseUrl = database.urlAs('caregate_ehr')) {
  return { DATABASE_URL: databaseUrl, DATABASE_POOL: 2, ISSUER: issuer.issuer, JWKS_URL: issuer.jwksUrl };
}

async function given(options: Partial<ServiceCoreOptions> = {}): Promise<ServiceCore> {
  const core = await startServiceCore({ name: 'spec', settings: settings(), logger, relations: 'cached', ...options });
  started.push(core);
  return core;
}

/** Connections of ours to the database, by the name under which they show. */
async function connections(): Promise<string[]> {
  const sql = `select distinct application_name as name from pg_stat_activity
                where datname = current_database() and application_name like 'spec%' order by 1`;
  return (await database.query(sql)).map(({ name }) => String(name));
}

describe('the ground of a service', () => {
  it('lets in whoever has a token for the resource, and nobody with one for another', async () => {
    const core = await given();
    const facts = { sub: 'dr-house', role: 'doctor', scope: 'read:vitals' };
    const verifier = core.verifierFor(resource);
    await expect(verifier.verify(await issuer.token({ ...facts, aud: resource }))).resolves.toMatchObject({
      subject: 'dr-house',
    });
    const elsewhere = await issuer.token({ ...facts, aud: 'https://imaging.clinic.example/mcp' });
    await expect(verifier.verify(elsewhere)).rejects.toMatchObject({ code: 'token.audience.mismatch' });
  });

  it('believes a key no more that the issuer took back, though no message said so', async () => {
    let isTakenBack = false;
    const published = await (await fetch(issuer.jwksUrl)).text();
    const jwks = createServer((_request, response) => response.end(isTakenBack ? '{"keys":[]}' : published));
    const url = `http://127.0.0.1:${await listen(jwks)}/jwks`;
    const verifier = (await given({ settings: { ...settings(), JWKS_URL: url } })).verifierFor(resource);
    const token = await issuer.token({ sub: 'dr-house', role: 'doctor', scope: 'read:vitals', aud: resource });
    await expect(verifier.verify(token)).resolves.toMatchObject({ subject: 'dr-house' });
    isTakenBack = true;
    const refusal = async () =>
      verifier.verify(token).then(
        () => undefined,
        (error: unknown) => error,
      );
    await until(async () => (await refusal()) !== undefined);
    await expect(refusal()).resolves.toMatchObject({ code: 'token.signature.invalid' });
    jwks.closeAllConnections();
    jwks.close();
  }, 30_000);

  it('does not start on a schema that is behind', async () => {
    const behind = await testDatabase({ migrate: (url) => migrate(url) });
    await rollback(behind.superuserUrl);
    await expect(given({ settings: settings(behind.urlAs('caregate_ehr')) })).rejects.toMatchObject({
      code: 'database.schema.behind',
    });
    await behind.drop();
  });

  it('is healthy with all its parts, and tells of them', async () => {
    const core = await given();
    const report = await coreHealth(core, { version: '1.0.0', logger }).report();
    expect(report).toMatchObject({ service: 'spec', status: 'healthy' });
    expect(Object.keys(report.checks)).toEqual(['database', 'audit', 'revocations', 'relations', 'clock', 'messaging']);
    const metrics = new Metrics({ service: 'spec', version: '1.0.0' });
    observeCore(metrics, core);
    const printed = await metrics.print();
    expect(printed).toMatch(/^caregate_audit_entries_pending.* 0$/mu);
    expect(printed).toMatch(/^caregate_revocation_view_stale.* 0$/mu);
  });

  it.each([
    [20, 'healthy'],
    [-20, 'healthy'],
    [40, 'degraded'],
    [-86_400, 'degraded'],
  ])('is called so when its clock is %d seconds ahead of that of the database: %s', async (seconds, status) => {
    const core = await given();
    const clock = () => new Date(Date.now() + seconds * 1000);
    expect((await coreHealth(core, { version: '1.0.0', logger, clock }).report()).status).toBe(status);
  });

  it.each([
    [
      'nothing may be written into it',
      'revoke execute on function audit.append(text) from caregate_ehr',
      'grant execute on function audit.append(text) to caregate_ehr',
    ],
    [
      'its table is missing',
      'alter table audit.event rename to elsewhere',
      'alter table audit.elsewhere rename to event',
    ],
  ])('is not healthy while only the trail is out of reach, as when %s', async (_case, breaks, mends) => {
    const core = await given();
    const health = coreHealth(core, { version: '1.0.0', logger });
    await database.query(breaks);
    const broken = await health.report().finally(() => database.query(mends));
    expect(broken).toMatchObject({
      status: 'unhealthy',
      checks: { database: { status: 'healthy' }, audit: { status: 'unhealthy' } },
    });
    expect((await coreHealth(core, { version: '1.0.0', logger }).report()).status).toBe('healthy');
  });

  it('is not healthy while somebody keeps the trail locked, and asks for one connection meanwhile', async () => {
    const core = await given();
    const health = coreHealth(core, { version: '1.0.0', logger });
    await withClient(database.superuserUrl, async (client) => {
      await client.query('begin; lock table audit.event in access exclusive mode');
      expect(await health.report()).toMatchObject({ checks: { audit: { detail: 'no answer in time' } } });
      expect(await health.report()).toMatchObject({ checks: { database: { status: 'healthy' } } });
      const { rows } = await client.query(
        `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      await client.query('rollback');
      expect(rows).toEqual([{ waiting: 1 }]);
    });
  });

  it('leaves no entry behind when it is asked how it is', async () => {
    const core = await given();
    const entries = () => database.query('select id from audit.event');
    const before = await entries();
    await coreHealth(core, { version: '1.0.0', logger }).report();
    expect(await entries()).toEqual(before);
  });

  it('asks for no relations where no permission is about a patient', async () => {
    const core = await given({ relations: 'none' });
    expect((await coreHealth(core, { version: '1.0.0', logger }).report()).checks).not.toHaveProperty('relations');
  });

  it('puts on the trail that it started', async () => {
    const core = await given();
    await core.announce('service.started');
    const sql = `select actor as subject from audit.event where event = 'service.started'`;
    expect(await database.query(sql)).toContainEqual({ subject: 'spec' });
  });

  it('stops in order also when the trail cannot be told, and does not start then', async () => {
    const core = await given();
    await database.query('revoke execute on function audit.append(text) from caregate_ehr');
    const [stopped, begun] = await Promise.allSettled([
      core.announce('service.stopped'),
      core.announce('service.started'),
    ]);
    await database.query('grant execute on function audit.append(text) to caregate_ehr');
    expect(stopped.status).toBe('fulfilled');
    expect(begun).toMatchObject({ status: 'rejected', reason: { code: 'audit.write.failed' } });
  });

  it('watches revocations over connections of its own where that is wished for', async () => {
    await given({ watchApart: true });
    expect(await connections()).toContain('spec-access');
  });

  it('leaves no connection behind when it stops, nor when it could not start as a whole', async () => {
    await (await given()).stop();
    started.splice(0);
    expect(await connections()).toEqual([]);
    const unreachable = { ...settings(), REDIS_URL: 'redis://127.0.0.1:1' };
    await expect(given({ settings: unreachable })).rejects.toThrow('messaging.unavailable');
    expect(await connections()).toEqual([]);
  });
});
