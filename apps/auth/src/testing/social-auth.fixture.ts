import {
  startSignOnProviders,
  type SandboxAccount,
  type SignOnProviderName,
  type SignOnProviders,
} from '@caregate/testing';
import { givenAuth, type GivenAuth } from './auth.fixture.js';
import { Browser, type Page } from './browser.fixture.js';

export interface GivenSocialAuth extends GivenAuth {
  readonly providers: SignOnProviders;
  /** As far as the answer of the provider, which the browser has not yet brought to us. */
  answer(provider: SignOnProviderName, login: string, browser?: Browser): Promise<{ browser: Browser; url: URL }>;
  /** All of the way. */
  signIn(provider: SignOnProviderName, login: string, browser?: Browser): Promise<{ browser: Browser; page: Page }>;
}

const socialSecret = 'the secret of a client of specs';
const password = 'a password of specs';

const accounts = [
  { login: 'sarah', name: 'Sarah Smith', email: 'sarah@hosp.example' },
  { login: 'guest', name: 'Guest Person', email: 'guest@elsewhere.example' },
  { login: 'private', name: 'Private Person', email: 'private.person@gmail.com' },
  { login: 'unproven', name: 'Unproven Person', email: 'unproven@hosp.example', emailVerified: false },
  { login: 'abroad', name: 'Sarah Smith', email: 'sarah@hosp.example', tenant: '22222222-2222-4222-8222-222222222222' },
].map((account): SandboxAccount => ({ ...account, password }));

/** The app beside local stand-ins for Google, Microsoft and GitHub, at which `accounts` have accounts. */
export async function givenSocialAuth(environment: Record<string, string> = {}): Promise<GivenSocialAuth> {
  const started: SignOnProviders[] = [];
  const environmentAt = async (publicUrl: string) => {
    const party = (name: string) => ({
      clientId: `caregate-${name}`,
      clientSecret: socialSecret,
      redirectUri: `${publicUrl}/auth/${name}/callback`,
    });
    const parties = { google: party('google'), microsoft: party('microsoft'), github: party('github') };
    const providers = await startSignOnProviders({ accounts, parties });
    started.push(providers);
    return { ...variablesFor(providers.url), ...environment };
  };
  const auth = await givenAuth({ environmentAt });
  const [providers] = started;
  if (providers === undefined) throw new Error('The providers were not started.');
  const answer = async (provider: SignOnProviderName, login: string, browser = new Browser()) => {
    const page = await browser.open(`${auth.url}/auth/${provider}?return_to=/`);
    const until = `${auth.url}/auth/${provider}/callback`;
    const { url } = await browser.submit(page, { login, password, decision: 'allow' }, { until });
    return { browser, url };
  };
  return {
    ...auth,
    providers,
    answer,
    signIn: async (provider, login, browser) => {
      const back = await answer(provider, login, browser);
      return { browser: back.browser, page: await back.browser.visit(back.url) };
    },
    close: async () => {
      await auth.close();
      await providers.close();
    },
  };
}

function variablesFor(url: string): Record<string, string> {
  return {
    GOOGLE_CLIENT_ID: 'caregate-google',
    GOOGLE_CLIENT_SECRET: socialSecret,
    GOOGLE_URL: `${url}/google`,
    GOOGLE_ALLOWED_DOMAINS: 'hosp.example,gmail.com',
    MICROSOFT_CLIENT_ID: 'caregate-microsoft',
    MICROSOFT_CLIENT_SECRET: socialSecret,
    MICROSOFT_URL: `${url}/microsoft`,
    MICROSOFT_ALLOWED_TENANTS: '*',
    GITHUB_CLIENT_ID: 'caregate-github',
    GITHUB_CLIENT_SECRET: socialSecret,
    GITHUB_URL: `${url}/github`,
    GITHUB_ALLOWED_LOGINS: 'Sarah,unproven',
  };
}
