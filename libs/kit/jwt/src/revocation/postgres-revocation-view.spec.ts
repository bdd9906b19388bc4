import type { Revocation } from '@caregate/core-contracts';
import { createDataSource, migrate } from '@caregate/data-models';
import { createMessaging, type Messaging } from '@caregate/kit-messaging';
import { givenCaller, testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import type { DataSource } from 'typeorm';
import { givenVerifier } from '../fixtures/verifier.fixture.js';
import { beginOutage } from '../fixtures/outage.fixture.js';
import { until } from '../fixtures/until.fixture.js';
import { PostgresRevocationView, type PostgresRevocationViewOptions } from './postgres-revocation-view.js';

let database: TestDatabase;
const opened: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
});
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});
afterAll(() => database.drop());

interface AppProcess {
  readonly view: PostgresRevocationView;
  readonly messaging: Messaging;
  readonly dataSource: DataSource;
}

/** What one process of an app has: its own pool, its own messaging, its own view. */
async function givenProcess(options: Partial<PostgresRevocationViewOptions> = {}): Promise<AppProcess> {
  const dataSource = await createDataSource({
    url: database.urlAs('caregate_ehr'),
    applicationName: 'spec',
  }).initialize();
  opened.push(() => dataSource.destroy());
  const messaging = await createMessaging({ dataSource });
  opened.push(() => messaging.close());
  const view = await PostgresRevocationView.start({ dataSource, messaging, ...options });
  opened.push(() => view.stop());
  return { view, messaging, dataSource };
}

/** As the authorization server does it: first the row, then the message. */
async function revoke(kind: string, value: string, messaging?: Messaging): Promise<void> {
  const seq = await withClient(database.urlAs('caregate_auth'), async (client) => {
    const inserted = await client.query<{ seq: string }>(
      `insert into access.revocation (kind, value, expires_at) values ($1, $2, now() + interval '15 minutes') returning seq`,
      [kind, value],
    );
    return Number(inserted.rows[0]?.seq);
  });
  const message = { seq, kind: 'token', value, notBeforeSeconds: 0, expiresAtSeconds: 0 } as const;
  await messaging?.publish('revocation.added', message);
}

const secondsTaken = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
};

describe('a revocation in one process', () => {
  it('is obeyed in another within a second, woken by its message', async () => {
    const { messaging } = await givenProcess();
    const { view } = await givenProcess({ pollMilliseconds: 60_000 });
    const caller = givenCaller({ tokenId: 'woken' });
    expect(view.isRevoked(caller)).toBe(false);
    await revoke('token', 'woken', messaging);
    expect(await secondsTaken(() => until(() => view.isRevoked(caller)))).toBeLessThan(1);
  });

  it('is obeyed in another within a second also when the message is lost', async () => {
    const { view } = await givenProcess();
    const caller = givenCaller({ grantId: 'unheard' });
    await revoke('grant', 'unheard');
    expect(await secondsTaken(() => until(() => view.isRevoked(caller)))).toBeLessThan(1);
  });

  it('is known from the start to a process that starts later', async () => {
    await revoke('session', 'earlier');
    const { view } = await givenProcess({ pollMilliseconds: 60_000 });
    expect(view.isRevoked(givenCaller({ sessionId: 'earlier' }))).toBe(true);
  });

  it('of a subject refuses the tokens up to now and none after', async () => {
    const nowSeconds = Math.floor(Date.now() / 1000);
    await revoke('subject', 'dr-house');
    const { view } = await givenProcess();
    const issuedAt = (issuedAtSeconds: number) => givenCaller({ subject: 'dr-house', issuedAtSeconds });
    expect(view.isRevoked(issuedAt(nowSeconds))).toBe(true);
    expect(view.isRevoked(issuedAt(nowSeconds + 5))).toBe(false);
  });

  it('refuses the token at the verifier of another process, though it was accepted a moment ago', async () => {
    const { view, messaging } = await givenProcess();
    const { verifier, token, endpoint } = await givenVerifier({ revocations: view });
    opened.push(() => endpoint.close());
    const presented = await token({ jti: 'accepted-before' });
    await verifier.verify(presented);
    await revoke('token', 'accepted-before', messaging);
    await until(() => verifier.peek(presented) === undefined);
    await expect(verifier.verify(presented)).rejects.toMatchObject({ code: 'token.revoked' });
  });
});

describe('a listener', () => {
  it('hears of each new revocation once, until it stops listening', async () => {
    const { view, messaging } = await givenProcess();
    const heard: Revocation[] = [];
    const stopListening = view.onRevoked((revocation) => heard.push(revocation));
    await revoke('token', 'heard-1', messaging);
    await revoke('token', 'heard-1', messaging);
    await revoke('client', 'heard-2', messaging);
    await until(() => heard.length === 2);
    expect(heard).toMatchObject([
      { kind: 'token', value: 'heard-1' },
      { kind: 'client', value: 'heard-2' },
    ]);
    stopListening();
    await revoke('token', 'unheard-of', messaging);
    await until(() => view.isRevoked(givenCaller({ tokenId: 'unheard-of' })));
    expect(heard).toHaveLength(2);
  });

  it('that fails is logged, and neither the others nor the reading suffer', async () => {
    const warnings: string[] = [];
    const { view, messaging } = await givenProcess({ logger: { warn: (_fields, message) => warnings.push(message) } });
    const heard: string[] = [];
    view.onRevoked(() => {
      throw new Error('a socket that is gone');
    });
    view.onRevoked(({ value }) => heard.push(value));
    await revoke('token', 'after-failure', messaging);
    await until(() => heard.length === 1);
    expect(view.isRevoked(givenCaller({ tokenId: 'after-failure' }))).toBe(true);
    expect(warnings).toEqual(['a listener to revocations failed']);
  });
});

describe('when the database goes down', () => {
  it('the view fails closed within five seconds, says so once, and recovers with all that was revoked meanwhile', async () => {
    const warnings: string[] = [];
    const lags: number[] = [];
    const { view } = await givenProcess({
      logger: { warn: (_fields, message) => warnings.push(message) },
      onLag: (milliseconds) => lags.push(milliseconds),
    });
    const { verifier, token, endpoint } = await givenVerifier({ revocations: view });
    opened.push(() => endpoint.close());
    const presented = await token();
    await verifier.verify(presented);
    expect(view.health()).toMatchObject({ healthy: true });

    const outage = await beginOutage(database);
    expect(await secondsTaken(() => until(() => view.isStale()))).toBeLessThan(5.2);
    expect(verifier.peek(presented)).toBeUndefined();
    await expect(verifier.verify(presented)).rejects.toMatchObject({ code: 'access.view.stale' });
    expect(view.health()).toMatchObject({ healthy: false, detail: expect.any(String) });
    expect(Math.max(...lags)).toBeGreaterThan(4_000);
    expect(warnings).toEqual(['revocations cannot be read']);

    await outage.end();
    await revoke('token', 'after-outage');
    await until(() => !view.isStale());
    await expect(verifier.verify(presented)).resolves.toBeDefined();
    await until(() => view.isRevoked(givenCaller({ tokenId: 'after-outage' })));
    expect(view.health()).toMatchObject({ healthy: true });
  });

  it('a process that cannot read at its start is stale, and serves as soon as it can', async () => {
    const { dataSource, messaging } = await givenProcess();
    const outage = await beginOutage(database);
    const view = await PostgresRevocationView.start({
      dataSource,
      messaging: { subscribe: () => Promise.resolve({ close: () => Promise.resolve() }) },
    });
    opened.push(() => view.stop());
    expect(view.isStale()).toBe(true);
    await outage.end();
    await until(() => !view.isStale());
    await messaging.close();
  });
});
