import { Browser, signIn, type Page, type Person } from '@caregate/dev';

/** Opens the address that an application has shown its user, signs them in, and allows what the application asks. */
export async function allowAccess(url: string, person: Person): Promise<Page> {
  const browser = new Browser();
  const page = await signIn(browser, await browser.open(url), person);
  return page.html.includes('name="decision"') ? browser.submit(page, { decision: 'allow' }) : page;
}
