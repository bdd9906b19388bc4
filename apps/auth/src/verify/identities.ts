import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import type { OAuthClientsRepository } from '../clients/oauth-clients.repository.js';
import type { UsersRepository } from '../users/users.repository.js';
import { identityHeaders, writablePerson, type Person } from './identity-headers.js';
import type { TallyWindow } from './verify-tally.js';

export interface IdentitiesOptions {
  readonly users: UsersRepository;
  readonly clients: OAuthClientsRepository;
  readonly clock: Clock;
}

/** A caller as upstreams get to know them, ready to be written. */
export interface Identity {
  readonly headers: readonly string[];
  /** For each route, by its number, the entry on the trail under which its requests count. */
  readonly windows: (TallyWindow | undefined)[];
}

const PEOPLE_MAX = 20_000;

/** How old a name may be. That somebody may come in no more is told by revocation, at once. */
const NAME_MILLISECONDS = 30_000;

/**
 * Keeps what is written for each caller. By the caller object itself, which the verifier keeps as long as its verdict
 * on the token holds (a minute at most): no key that two tokens could share, and nothing to clean up.
 */
export class Identities {
  private readonly kept = new WeakMap<Caller, Identity>();
  private readonly people = new LRUCache<string, Person>({ max: PEOPLE_MAX, ttl: NAME_MILLISECONDS });

  constructor(private readonly options: IdentitiesOptions) {}

  /** What is at hand, without waiting. */
  peek(caller: Caller): Identity | undefined {
    return this.kept.get(caller);
  }

  /** Throws `login.user.inactive` or `oauth.client.unknown` when there is nobody behind the token any more. */
  async obtain(caller: Caller): Promise<Identity> {
    const known = this.kept.get(caller);
    if (known !== undefined) return known;
    // A client may be called whatever its administrator likes, even like a person's id.
    const key = caller.kind === 'client' ? `client ${caller.subject}` : (caller.onBehalfOf ?? caller.subject);
    let person = this.people.get(key);
    if (person === undefined) {
      person = writablePerson(await this.look(caller));
      this.people.set(key, person);
    }
    const identity = { headers: identityHeaders(caller, person), windows: [] };
    this.kept.set(caller, identity);
    return identity;
  }

  private async look({ kind, subject, clientId, onBehalfOf }: Caller): Promise<Person> {
    if (kind === 'client') {
      const client = await this.options.clients.findActive(clientId, this.options.clock());
      if (client === undefined) throw new DomainError('oauth.client.unknown');
      return { name: client.appName };
    }
    const user = await this.options.users.find(onBehalfOf ?? subject);
    if (user?.active !== true) throw new DomainError('login.user.inactive');
    return { name: user.name, email: user.email };
  }
}
