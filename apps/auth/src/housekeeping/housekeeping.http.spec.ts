import { Housekeeping } from './housekeeping.service.js';
import { withAdminTools } from '../admin/admin-tools.js';
import { createDataSource } from '@caregate/data-models';
import { PostgresAuditTrail } from '@caregate/kit-audit';
import { systemClock } from '../clock.js';
import { AuthTrail } from '../trail/auth-trail.js';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { allow, authorizationRequest, register, tokensFor } from '../testing/oauth-client.fixture.js';

describe('housekeeping', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth({ environment: { CLIENT_REGISTRATION_MANAGEMENT: 'on' } });
  });
  afterAll(() => auth.close());

  async function sweep(): Promise<void> {
    const dataSource = await createDataSource({ url: auth.databaseUrl, applicationName: 'spec' }).initialize();
    const audit = new PostgresAuditTrail(dataSource);
    await withAdminTools(auth.config, ({ rotation }) =>
      new Housekeeping({
        dataSource,
        rotation,
        trail: new AuthTrail(audit),
        clock: systemClock,
        redeemSeconds: 600,
      }).sweep(),
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

  it('removes the registration token of an application with the application', async () => {
    const [gone, kept] = [await register(auth.url), await register(auth.url)];
    await auth.ask('delete from auth.oauth_client where client_id = $1', [gone.client_id]);
    const owners = () => auth.ask(`select client_id from auth.oidc_artifact where model = 'RegistrationAccessToken'`);
    await sweep();
    expect(await owners()).toContainEqual({ client_id: gone.client_id });
    await auth.ask(
      `update auth.oidc_artifact set payload = payload || jsonb_build_object('iat', (payload ->> 'iat')::bigint - 3601)`,
    );
    await sweep();
    expect(await owners()).toContainEqual({ client_id: kept.client_id });
    expect(await owners()).not.toContainEqual({ client_id: gone.client_id });
  });

  it('removes what somebody allowed and nobody fetched in time, and leaves what tokens came of', async () => {
    const browser = await auth.signedIn();
    const client = await register(auth.url);
    await tokensFor(auth.url, browser, { client });
    await allow(browser, authorizationRequest(auth.url, client));
    const left = () => auth.ask(`select from auth.oidc_artifact where model = 'Grant'`);
    const pass = (minutes: number) =>
      auth.ask(
        `update auth.oidc_artifact set expires_at = expires_at - make_interval(mins => $1),
           payload = payload || jsonb_build_object('iat', (payload ->> 'iat')::bigint - $1 * 60)`,
        [minutes],
      );
    await pass(65);
    await sweep();
    expect(await left()).toHaveLength(2);
    await pass(10);
    await sweep();
    expect(await left()).toHaveLength(1);
    await pass(6 * 24 * 60);
    await auth.ask('delete from auth.issued_token');
    await sweep();
    expect(await left()).toHaveLength(1);
  });
});
