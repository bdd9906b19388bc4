import { migrate } from '@caregate/data-models';
import {
  beginOutage,
  givenCaller,
  isolatedServer,
  testDatabase,
  withClient,
  type TestDatabase,
  until,
} from '@caregate/testing';
import { AppProcesses } from '../fixtures/app-processes.fixture.js';
import { secondsTaken } from '../fixtures/seconds-taken.fixture.js';
import { givenVerifier } from '../fixtures/verifier.fixture.js';
import { PostgresRevocationView } from './postgres-revocation-view.js';

let database: TestDatabase;
let processes: AppProcesses;

beforeAll(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
  processes = new AppProcesses({ reader: database.urlAs('caregate_ehr'), writer: database.urlAs('caregate_auth') });
});
afterEach(() => processes.end());
afterAll(() => database.drop());

describe('when the database goes down', () => {
  it('the view fails closed within five seconds, says so once, and recovers with all that was revoked meanwhile', async () => {
    const warnings: string[] = [];
    const lags: number[] = [];
    const { view } = await processes.start({
      logger: { warn: (_fields, message) => warnings.push(message) },
      onLag: (milliseconds) => lags.push(milliseconds),
    });
    const { verifier, token, endpoint } = await givenVerifier({ revocations: view });
    processes.atEnd(() => endpoint.close());
    const presented = await token();
    await verifier.verify(presented);
    expect(view.health()).toMatchObject({ healthy: true });

    const outage = await beginOutage(database);
    expect(await secondsTaken(() => until(() => view.isStale()))).toBeLessThan(5.5);
    expect(verifier.peek(presented)).toBeUndefined();
    await expect(verifier.verify(presented)).rejects.toMatchObject({ code: 'access.view.stale' });
    expect(view.health()).toMatchObject({ healthy: false, detail: expect.any(String) });
    expect(Math.max(...lags)).toBeGreaterThan(4_000);
    expect(warnings).toEqual(['revocations cannot be read']);

    await outage.end();
    await processes.revoke('token', 'after-outage');
    await until(() => !view.isStale());
    await expect(verifier.verify(presented)).resolves.toMatchObject({ tokenId: expect.any(String) });
    await until(() => view.isRevoked(givenCaller({ tokenId: 'after-outage' })));
    expect(view.health()).toMatchObject({ healthy: true });
    expect(view.health()).not.toHaveProperty('detail');
  });

  it('a process that was only held up looks again, and lets in whom it knows by then', async () => {
    const { view } = await processes.start({ pollMilliseconds: 60_000, staleMilliseconds: 250 });
    const { verifier, token, endpoint } = await givenVerifier({ revocations: view });
    processes.atEnd(() => endpoint.close());
    const presented = await token();
    await until(() => view.isStale());
    await processes.revoke('token', 'while-held-up');
    await until(() => view.isStale());
    await expect(verifier.verify(presented)).resolves.toMatchObject({ tokenId: expect.any(String) });
    expect(view.isRevoked(givenCaller({ tokenId: 'while-held-up' }))).toBe(true);
  });

  const asleep = { secondsAhead: 0 };
  const clock = () => new Date(Date.now() + asleep.secondsAhead * 1000);
  it.each([
    ['a process that was held up', () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500)],
    ['a machine that slept', () => void (asleep.secondsAhead = 600)],
  ])('%s lets nobody in on what it knew before', async (_what, holdUp) => {
    const { view } = await processes.start({ pollMilliseconds: 60_000, clock });
    const { verifier, token, endpoint } = await givenVerifier({ revocations: view });
    processes.atEnd(() => endpoint.close());
    const presented = await token();
    const { tokenId } = await verifier.verify(presented);
    await processes.revoke('token', tokenId);
    expect(verifier.peek(presented)).toMatchObject({ tokenId });
    holdUp();
    expect([view.isStale(), verifier.peek(presented), verifier.verifyAtOnce(presented)]).toEqual([
      false,
      undefined,
      undefined,
    ]);
    await expect(verifier.verify(presented)).rejects.toMatchObject({ code: 'token.revoked' });
  });

  it('a database that is slow to answer keeps nobody waiting who is known', async () => {
    const { view } = await processes.start();
    const { verifier, token, endpoint } = await givenVerifier({ revocations: view });
    processes.atEnd(() => endpoint.close());
    const presented = await token();
    await verifier.verify(presented);
    const lock = await heldTable(database.superuserUrl);
    await until(() => view.health().ageMilliseconds > 2_000);
    expect(verifier.peek(presented)).toMatchObject({ kind: 'user' });
    expect(await secondsTaken(() => verifier.verify(presented))).toBeLessThan(0.3);
    await lock.end();
  });

  it('a process that cannot read at its start is stale, and serves as soon as it can', async () => {
    const { dataSource, messaging } = await processes.start();
    const outage = await beginOutage(database);
    const view = await PostgresRevocationView.start({
      dataSource,
      messaging: { subscribe: () => Promise.resolve({ close: () => Promise.resolve() }) },
    });
    processes.atEnd(() => view.stop());
    expect(view.isStale()).toBe(true);
    await outage.end();
    await until(() => !view.isStale());
    await messaging.close();
  });
});

describe('when the database server crashes and recovers', () => {
  it('the view goes on by itself, and obeys what was revoked before and after', async () => {
    const server = await isolatedServer();
    processes.atEnd(() => server.stop());
    await migrate(server.superuserUrl);
    const onServer = new AppProcesses({ reader: server.superuserUrl, writer: server.superuserUrl });
    processes.atEnd(() => onServer.end());
    const { view } = await onServer.start();
    await onServer.revoke('token', 'before-crash');
    await crash(server.superuserUrl);
    await until(() => accepted(onServer.revoke('token', 'after-crash')));
    await until(() => view.isRevoked(givenCaller({ tokenId: 'after-crash' })));
    expect(view.isRevoked(givenCaller({ tokenId: 'before-crash' }))).toBe(true);
  });
});

/** The table of revocations, which nobody reads until it is let go. */
async function heldTable(url: string): Promise<{ end(): Promise<void> }> {
  let letGo = () => {};
  const until = new Promise<void>((resolve) => (letGo = resolve));
  const held = new Promise<{ end(): Promise<void> }>((resolve, reject) => {
    const done = withClient(url, async (client) => {
      await client.query('begin; lock table access.revocation in access exclusive mode');
      resolve({
        end: async () => {
          letGo();
          await done;
        },
      });
      await until;
      await client.query('rollback');
    });
    done.catch(reject);
  });
  return held;
}

/** A server process that dies of SIGKILL makes PostgreSQL end every connection and recover from its log. */
async function crash(superuserUrl: string): Promise<void> {
  const bystander = withClient(superuserUrl, async (client) => {
    client.on('error', () => {});
    const sql = `select pid from pg_stat_activity where application_name = 'spec' limit 1`;
    const { rows } = await client.query<{ pid: number }>(sql);
    process.kill(rows[0]?.pid ?? Number.NaN, 'SIGKILL');
    await client.query('select pg_sleep(60)');
  });
  await expect(bystander).rejects.toHaveProperty('message');
}

function accepted(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
