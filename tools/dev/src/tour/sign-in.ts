import { Browser, type Page } from './browser.js';
import type { Person } from '../sandbox/people.js';
import { expectThat } from './step.js';

/** Signs a person in at the identity provider, as a browser would, wherever the page is that asked for it. */
export async function signIn(browser: Browser, page: Page, person: Person, until?: string): Promise<Page> {
  const offered = page.html.includes('name="password"') ? page : await chooseProvider(browser, page);
  expectThat(/name="password"/.test(offered.html), 'the identity provider asks for name and password');
  return browser.submit(offered, { login: person.login, password: person.password }, until);
}

/** Our own sign-in page lists the configured providers; the tour takes the sandbox. */
async function chooseProvider(browser: Browser, page: Page): Promise<Page> {
  const href = /href="([^"]*\/auth\/sandbox[^"]*)"/.exec(page.html)?.[1];
  if (href !== undefined) return browser.open(new URL(href.replaceAll('&amp;', '&'), page.url));
  expectThat(page.html.includes('name="password"'), `a way to sign in on ${page.url.pathname} (status ${page.status})`);
  return page;
}
