import type { IncomingMessage } from 'node:http';
import type { UserAccount } from '../users/user-account.js';
import type { UsersRepository } from '../users/users.repository.js';
import type { BrowserSession } from './browser-session.js';
import type { HostCookie } from './session-cookie.js';
import type { SessionService } from './session.service.js';

export interface SignedInPerson {
  readonly session: BrowserSession;
  readonly user: UserAccount;
}

/** Who is signed in in the browser that asks. */
export class SessionDoor {
  constructor(
    readonly cookie: HostCookie,
    private readonly sessions: SessionService,
    private readonly users: UsersRepository,
  ) {}

  async sessionOf({ headers }: Pick<IncomingMessage, 'headers'>): Promise<BrowserSession | undefined> {
    return this.sessions.resume(this.cookie.read(headers.cookie));
  }

  async personOf(request: Pick<IncomingMessage, 'headers'>): Promise<SignedInPerson | undefined> {
    const session = await this.sessionOf(request);
    const user = session && (await this.users.find(session.userId));
    return session !== undefined && user?.active === true ? { session, user } : undefined;
  }
}
