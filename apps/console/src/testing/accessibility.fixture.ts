// oxlint-disable-next-line @nx/enforce-module-boundaries -- the page imports core only; its specs look for faults as those of other pages do
import { seriousFaults } from '@caregate/testing';
import type { BrowserContextOptions } from 'playwright-core';
import { peopleOf, pipelinesOf } from './fixture-data.fixture.js';
import { inConsole } from './in-console.fixture.js';

const [person] = peopleOf();
const [pipeline] = pipelinesOf();
const records = [`users/${person?.id}`, `pipelines/${pipeline?.pipeline_id}`];
/** Each page with the role that sees it, and where what there is to see begins. */
const pages = [
  ['sign-in', undefined, '.door a'],
  ...['access', 'users', 'audit', 'agents', 'tasks', 'pipelines', ...records].map(
    (name) => [name, 'admin', '.status, .facts'] as const,
  ),
  ['emergency', 'doctor', 'table'],
  ['emergency-reviews', 'admin', 'table'],
] as const;

/** WCAG 2.2 as far as axe-core sees it, on every page and in every dialog. */
export function describeAccessibility(title: string, look: BrowserContextOptions): void {
  inConsole(`the console ${title}`, (given) => {
    // A few: what holds for one line holds for the next.
    beforeEach(() => {
      given.api.people = given.api.people.slice(0, 3);
      given.api.entries = given.api.entries.slice(0, 5);
    });

    it.each(pages)(
      'has no serious fault of accessibility on the page %s, which fits the screen',
      async (name, role, shown) => {
        given.api.role = role;
        const page = await given.open(`/console/${name}`, look);
        await page.locator(shown).first().waitFor();
        await page.locator(`html[data-mantine-color-scheme=${look.colorScheme}]`).waitFor();
        expect(await seriousFaults(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      },
      60_000,
    );

    it('has none while something is under way, which a screen reader is told', async () => {
      const page = await given.open('/console/access', look);
      await page.route('**/users?*', () => {});
      await page.goto(page.url().replace('access', 'users'));
      await page.getByRole('region', { name: 'Users' }).getByRole('status', { name: 'Loading' }).waitFor();
      expect(await seriousFaults(page)).toEqual([]);
    }, 60_000);

    it('has none in a form that was sent off empty, whose first field has the focus', async () => {
      given.api.role = 'doctor';
      const page = await given.open('/console/emergency', look);
      await page.getByRole('button', { name: 'Open the record' }).click();
      await page.getByLabel('Patient number').and(page.locator(':focus[aria-invalid=true]')).waitFor();
      expect(await seriousFaults(page)).toEqual([]);
    }, 60_000);

    it.each([
      ['emergency-reviews', /^Review the access/],
      ['users', 'Add user'],
      ['users', 'Deactivate Thabo Mokoena'],
    ])(
      'has none in the dialog on the page %s that %s opens',
      async (path, name) => {
        const page = await given.open(`/console/${path}`, look);
        await page.getByRole('button', { name }).click();
        await page.getByRole('dialog').waitFor();
        expect(await seriousFaults(page)).toEqual([]);
      },
      60_000,
    );
  });
}
