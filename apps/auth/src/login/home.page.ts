import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pages } from '../pages/pages.js';
import { sendPage } from '../pages/send-page.js';
import { csrfTokenFor } from '../sessions/csrf.js';
import type { SessionDoor, SignedInPerson } from '../sessions/session-door.js';
import { logoutPurpose } from './logout-purpose.js';

/** The start page: who is signed in here, and the way in or out. */
export class HomePage {
  constructor(
    private readonly door: SessionDoor,
    private readonly pages: Pages,
  ) {}

  async show(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const person = await this.door.personOf(request);
    const title = person === undefined ? 'Welcome' : `Welcome, ${person.user.name}`;
    sendPage(response, this.pages.render('home', title, person === undefined ? {} : dataOf(person)));
  }
}

function dataOf({ session, user }: SignedInPerson) {
  const until = `${session.absoluteExpiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return { user: { name: user.name, role: user.role }, until, csrfToken: csrfTokenFor(session, logoutPurpose()) };
}
