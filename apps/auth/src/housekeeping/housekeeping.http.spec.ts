import { Housekeeping } from './housekeeping.service.js';
import { withAdminTools } from '../admin/admin-tools.js';
import { createDataSource } from '@caregate/data-models';
import { PostgresAuditTrail } from '@caregate/kit-audit';
import { systemClock } from '../clock.js';
import { AuthTrail } from '../trail/auth-trail.js';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { register } from '../testing/oauth-client.fixture.js';

describe('housekeeping', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth();
  });
  afterAll(() => auth.close());

  async function sweep(): Promise<void> {
    const dataSource = await createDataSource({ url: auth.databaseUrl, applicationName: 'spec' }).initialize();
    const audit = new PostgresAuditTrail(dataSource);
    await withAdminTools(auth.config, ({ rotation }) =>
      new Housekeeping({ dataSource, rotation, trail: new AuthTrail(audit), clock: systemClock }).sweep(),
    );
    await audit.close();
    await dataSource.destroy();
  }

  it('puts sessions that ended by themselves on the trail, once', async () => {
    await auth.signedIn();
    await auth.ask(`update auth.session set idle_expires_at = now() - interval '1 second'`);
    await sweep();
    await sweep();
    expect(await auth.trail('session.expired')).toMatchObject([{ actor: { kind: 'user' }, source: 'auth' }]);
  });

  it('removes what nobody can use any more, and leaves the rest', async () => {
    const [old, young] = [await register(auth.url), await register(auth.url)];
    await auth.ask(`update auth.oauth_client set expires_at = now() - interval '31 days' where client_id = $1`, [
      old.client_id,
    ]);
    await auth.ask(
      `insert into access.revocation (kind, value, expires_at) values
         ('token', 'old', now() - interval '169 h'), ('token', 'young', now() - interval '167 h')`,
    );
    await auth.ask(
      `insert into auth.rate_count values ('ended', 9, extract(epoch from now() - interval '1 s') * 1000),
         ('under way', 9, extract(epoch from now() + interval '1 h') * 1000)`,
    );
    await sweep();
    const clients = await auth.ask('select client_id from auth.oauth_client');
    expect(clients).toEqual([{ client_id: young.client_id }]);
    expect(await auth.ask('select value from access.revocation')).toEqual([{ value: 'young' }]);
    const counted = await auth.ask(`select key from auth.rate_count where points = 9`);
    expect(counted).toEqual([{ key: 'under way' }]);
  });
});
