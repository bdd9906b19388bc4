import { randomUUID } from 'node:crypto';
import { createDataSource, migrate, RelationsRepository } from '@caregate/data-models';
import { createMessaging, type Messaging } from '@caregate/kit-messaging';
import { beginOutage, givenCaller, testDatabase, withClient, type TestDatabase, until } from '@caregate/testing';
import { Authorizer } from './authorizer.js';
import { CachedRelations } from './cached-relations.js';
import { patientId } from './fixtures/given.fixture.js';

let database: TestDatabase;
const opened: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
});
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});
afterAll(() => database.drop());

/** What one process of an app has. */
async function givenProcess(): Promise<{ authorizer: Authorizer; messaging: Messaging }> {
  const url = database.urlAs('caregate_ehr');
  const dataSource = await createDataSource({ url, applicationName: 'spec' }).initialize();
  opened.push(() => dataSource.destroy());
  const messaging = await createMessaging({ dataSource });
  opened.push(() => messaging.close());
  const relations = await CachedRelations.start({ repository: new RelationsRepository(dataSource), messaging });
  opened.push(() => relations.stop());
  return { authorizer: new Authorizer({ relations }), messaging };
}

/** As the authorization server does it: first the row, then the message. */
async function change(messaging: Messaging, subject: string, sql: string, values: string[]): Promise<void> {
  await withClient(database.urlAs('caregate_auth'), (client) => client.query(sql, values));
  await messaging.publish('relations.changed', { subject });
}

const assign = `insert into access.relation (subject, patient_id, kind, granted_by) values ($1, $2, 'assignment', 'spec')`;
const withdraw = 'update access.relation set revoked_at = now() where subject = $1';

async function givenDoctor() {
  const [{ authorizer }, { messaging }] = [await givenProcess(), await givenProcess()];
  const subject = randomUUID();
  const caller = givenCaller({ subject });
  const mayRead = async (): Promise<boolean> =>
    (await authorizer.decide({ caller, permission: 'patient:read', patientId })).allowed;
  return { messaging, subject, mayRead };
}

describe('access that is given in one process', () => {
  it('opens the patient in another within a second, and closes it as soon when it is withdrawn', async () => {
    const { messaging, subject, mayRead } = await givenDoctor();
    await expect(mayRead()).resolves.toBe(false);

    await change(messaging, subject, assign, [subject, patientId]);
    const givenAt = performance.now();
    await until(mayRead);
    expect(performance.now() - givenAt).toBeLessThan(1_000);

    await change(messaging, subject, withdraw, [subject]);
    const withdrawnAt = performance.now();
    await until(async () => !(await mayRead()));
    expect(performance.now() - withdrawnAt).toBeLessThan(1_000);
  });
});

describe('when the database goes down', () => {
  it('access that was open is refused within five seconds, and is back with the database', async () => {
    const { messaging, subject, mayRead } = await givenDoctor();
    await change(messaging, subject, assign, [subject, patientId]);
    await until(mayRead);

    const outage = await beginOutage(database);
    const downAt = performance.now();
    await expect(until(async () => !(await mayRead()))).rejects.toMatchObject({ code: 'access.view.stale' });
    expect(performance.now() - downAt).toBeLessThan(6_000);

    await outage.end();
    await until(() => mayRead().catch(() => false));
  });
});
