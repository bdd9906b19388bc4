import { z } from 'zod';
import type { Person } from '../sandbox/people.js';
import { signInWith } from '../sandbox/sign-in-with.js';
import type { RunningStack } from '../stack/stack.js';
import { Browser } from './browser.js';
import { signIn } from './sign-in.js';
import { expectThat, type StepLog } from './step.js';

const status = z.looseObject({ authenticated: z.boolean(), user: z.looseObject({ name: z.string() }).optional() });
const access = z.looseObject({ role: z.string() });

export interface Visitors {
  readonly doctor: Person;
  readonly stranger: Person;
}

/** Signs on at every provider that the sign-in page offers, and lets one turn somebody away. */
export async function signOnEverywhere(stack: RunningStack, { doctor, stranger }: Visitors, log: StepLog) {
  const { auth } = stack.addresses;
  for (const provider of ['google', 'microsoft', 'github'] as const)
    await log.run(`sign on with ${provider}`, async () => {
      const browser = new Browser();
      await signInWith(browser, { provider, auth, person: doctor });
      return nameOf(stack, browser);
    });
  await log.run('be turned away as a stranger at github', async () => {
    const browser = new Browser();
    const page = await signInWith(browser, { provider: 'github', auth, person: stranger });
    expectThat(page.status === 403, `a stranger is refused, not ${page.status}`);
    expectThat(!(await isSignedIn(stack, browser)), 'a stranger has no session');
    return `status ${page.status}`;
  });
}

/** The console's page, and what it asks for with the session of a person, all at the address of the edge. */
export async function openConsole(stack: RunningStack, admin: Person, log: StepLog): Promise<void> {
  const { console: home, edge } = stack.addresses;
  await log.run('open the console through the edge, and be shown one’s own access', async () => {
    const browser = new Browser();
    const page = await browser.open(edge);
    expectThat(
      page.url.href === home && page.html.includes('<script'),
      `the console is at ${home}, not ${page.url.href}`,
    );
    const nobody = await fetch(`${edge}/account/access`);
    expectThat(nobody.status === 401, `nobody is told nothing, not ${nobody.status}`);
    const form = await browser.open(`${edge}/auth/sandbox?return_to=${encodeURIComponent(home)}`);
    const back = await signIn(browser, form, admin);
    expectThat(back.url.href === home, `the sign-in ends at the console, not ${back.url.href}`);
    const answer = await fetch(`${edge}/account/access`, { headers: { cookie: await browser.cookieHeader(edge) } });
    expectThat(answer.ok, `the session is believed at the edge, not ${answer.status}`);
    return `role ${access.parse(await answer.json()).role}`;
  });
}

async function nameOf(stack: RunningStack, browser: Browser): Promise<string> {
  const { authenticated, user } = await statusOf(stack, browser);
  expectThat(authenticated, 'a session has begun');
  return user?.name ?? 'signed in';
}

async function isSignedIn(stack: RunningStack, browser: Browser): Promise<boolean> {
  return (await statusOf(stack, browser)).authenticated;
}

async function statusOf({ addresses: { auth } }: RunningStack, browser: Browser) {
  const answer = await fetch(`${auth}/auth/status`, { headers: { cookie: await browser.cookieHeader(auth) } });
  return status.parse(await answer.json());
}
