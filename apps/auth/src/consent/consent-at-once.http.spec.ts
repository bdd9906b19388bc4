import { createDataSource } from '@caregate/data-models';
import { redisForTests } from '@caregate/testing';
import { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { ArtifactsRepository } from '../oauth/artifacts/artifacts.repository.js';
import { RedisArtifacts } from '../oauth/artifacts/redis-artifacts.js';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { hiddenFieldsOf, type Browser, type Page } from '../testing/browser.fixture.js';
import {
  ask,
  authorizationRequest,
  redeem,
  redirectUri,
  register,
  type Authorization,
  type TestClient,
} from '../testing/oauth-client.fixture.js';

const TIMES = 10;

describe.each(['redis', 'postgresql'])(
  'a consent form that is sent many times at once, with %s for a store',
  (store) => {
    let server: Awaited<ReturnType<typeof redisForTests>>;
    let redis: Redis | undefined;
    let dataSource: DataSource;
    let auth: GivenAuth;
    let browser: Browser;
    let client: TestClient;
    beforeAll(async () => {
      server = store === 'redis' ? await redisForTests() : undefined;
      auth = await givenAuth({ redisUrl: server?.url, environment: server ? { OAUTH_STORE: 'redis' } : {} });
      redis = server && new Redis(server.url);
      dataSource = await createDataSource({ url: auth.databaseUrl, applicationName: 'spec' }).initialize();
      browser = await auth.signedIn();
      client = await register(auth.url);
    });
    afterAll(async () => {
      redis?.disconnect();
      await dataSource.destroy();
      await auth.close();
      await server?.stop();
    });

    const atOnce = <T>(work: (index: number) => Promise<T>) =>
      Promise.all(Array.from({ length: TIMES }, (_, i) => work(i)));
    const post = (page: Page, decision: string) => browser.post(page.url, { ...hiddenFieldsOf(page.html), decision });
    const isAnswer = ({ url }: Page) => url.href.startsWith(redirectUri);
    const grants = () => auth.ask(`select 1 from auth.oidc_artifact where model = 'Grant'`);
    /** How often the form leads to the application, and all the other answers. */
    const sent = async (page: Page, decisionOf: (index: number) => string) => {
      const pages = await atOnce((index) =>
        browser.submit(page, { decision: decisionOf(index) }, { until: redirectUri }),
      );
      const others = pages.filter((each) => !isAnswer(each));
      const refusals = new Set(others.map(({ status, html }) => `${status} ${/<p>([^<]*)/u.exec(html)?.[1]}`));
      return { answers: pages.filter(isAnswer), refusals: [...refusals] };
    };
    const asked = async (): Promise<[Authorization, Page]> => {
      const request = authorizationRequest(auth.url, client);
      return [request, await ask(browser, request)];
    };

    it('makes one grant and one code, which gets tokens, and gives all others the same refusal', async () => {
      const [request, page] = await asked();
      const before = [(await grants()).length, (await auth.trail('consent.given')).length] as const;
      const { answers, refusals } = await sent(page, () => 'allow');
      expect(answers).toHaveLength(1);
      expect(refusals).toEqual(['400 This sign-in has expired. Start again from the application.']);
      const after = [(await grants()).length, (await auth.trail('consent.given')).length];
      expect(after).toEqual(before.map((count) => count + 1));
      expect((await redeem(auth.url, client, answers[0]?.url ?? new URL(redirectUri), request)).status).toBe(200);
    });

    it('sends every click on by the first one, whose answer is given once', async () => {
      const [, page] = await asked();
      const clicks = await atOnce(() => post(page, 'allow'));
      expect(new Set(clicks.map(({ headers }) => headers.get('location'))).size).toBe(1);
      expect(new Set(clicks.map(({ status }) => status))).toEqual(new Set([303]));
      const resume = new URL(clicks[0]?.headers.get('location') ?? '', page.url);
      const ends = await atOnce(() => browser.open(resume, { until: redirectUri }));
      expect(ends.filter(isAnswer)).toHaveLength(1);
      expect((await post(page, 'allow')).status).toBe(400);
    });

    it('may be sent again when it came to nothing', async () => {
      const [, page] = await asked();
      await auth.ask(`create function auth.fail() returns trigger language plpgsql as
      $$ begin raise exception 'the database fails'; end $$`);
      await auth.ask('create trigger fail before insert or update on auth.consent execute function auth.fail()');
      const failed = await atOnce(() => post(page, 'allow'));
      await auth.ask('drop trigger fail on auth.consent; drop function auth.fail()');
      expect(new Set(failed.map(({ status }) => status))).toEqual(new Set([500]));
      expect(
        (await browser.submit(page, { decision: 'allow' }, { until: redirectUri })).url.searchParams.has('code'),
      ).toBe(true);
    });

    it('may be sent again when the process that began to answer it has died', async () => {
      const [request, page] = await asked();
      const store = redis ? new RedisArtifacts(redis) : new ArtifactsRepository(dataSource);
      await store.consume('Interaction', page.url.pathname.split('/').at(-1) ?? '', new Date());
      const { answers, refusals } = await sent(page, () => 'allow');
      expect([answers.length, refusals.length]).toEqual([1, 1]);
      expect((await redeem(auth.url, client, answers[0]?.url ?? new URL(redirectUri), request)).status).toBe(200);
    });

    it('is allowed or refused by the first click, never both', async () => {
      const [, page] = await asked();
      const before = (await grants()).length;
      const { answers } = await sent(page, (index) => (index % 2 === 0 ? 'deny' : 'allow'));
      expect(answers).toHaveLength(1);
      const made = (await grants()).length - before;
      expect(answers[0]?.url.searchParams.has('code')).toBe(made === 1);
    });
  },
);
