import type { SignOnProviderName } from '@caregate/testing/sign-on-providers';
import type { Browser, Page } from '../tour/browser.js';
import type { Person } from './people.js';

export interface SignInWith {
  readonly provider: SignOnProviderName;
  /** Where the front door answers. */
  readonly auth: string;
  readonly person: Person;
  readonly returnTo?: string;
}

/** Signs a person in as a browser would, at the stand-in of the provider, and ends on the page behind it or on a refusal. */
export async function signInWith(
  browser: Browser,
  { provider, auth, person, returnTo = '/' }: SignInWith,
): Promise<Page> {
  const page = await browser.open(`${auth}/auth/${provider}?return_to=${encodeURIComponent(returnTo)}`);
  if (!page.html.includes('name="password"')) throw new Error(`${provider} shows no sign-in (status ${page.status})`);
  return browser.submit(page, { login: person.login, password: person.password, decision: 'allow' });
}
