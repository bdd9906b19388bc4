import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SignOnProviders } from '@caregate/testing/sign-on-providers';
import { Browser } from '../tour/browser.js';
import { ensurePeople, type Person } from './people.js';
import { socialEnvironment } from './social-environment.js';
import { startSocialProviders } from './social-providers.js';

const publicUrl = 'http://127.0.0.1:53682';

describe('the sandbox of Google, Microsoft and GitHub', () => {
  let folder: string;
  let people: readonly Person[];
  let providers: SignOnProviders;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'caregate-social-'));
    people = ensurePeople(path.join(folder, 'people.json'));
    providers = await startSocialProviders({ port: 0, people, clientSecret: 'a secret of the spec', publicUrl });
  });
  afterAll(async () => {
    await providers.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['google', '/o/oauth2/v2/auth'],
    ['microsoft', '/common/oauth2/v2.0/authorize'],
    ['github', '/login/oauth/authorize'],
  ])('lets the people of the hospital choose their account at %s, by their password', async (name, authorize) => {
    const environment = socialEnvironment(providers.url, 'a secret of the spec');
    const callback = `${publicUrl}/auth/${name}/callback`;
    const query = new URLSearchParams({
      client_id: environment[`${name.toUpperCase()}_CLIENT_ID`] ?? '',
      redirect_uri: callback,
      response_type: 'code',
      state: 'state-1',
    });
    const browser = new Browser();
    const page = await browser.open(`${environment[`${name.toUpperCase()}_URL`]}${authorize}?${query.toString()}`);
    const nurse = people.find(({ login }) => login === 'nurse');
    expect(page.html).toContain('Noor Adams');
    expect((await browser.submit(page, { login: 'nurse', password: 'wrong' }, callback)).status).toBe(401);
    const back = await browser.submit(page, { login: 'nurse', password: nurse?.password ?? '' }, callback);
    expect(back.url.searchParams.get('state')).toBe('state-1');
    expect(back.url.searchParams.get('code')).toBeTruthy();
  });

  it('says when it is ready', async () => {
    expect(await (await fetch(`${providers.url}/ready`)).text()).toBe('ready');
  });
});
