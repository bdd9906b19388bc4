import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { LRUCache } from 'lru-cache';
import { secondsLater, type Clock } from '../../clock.js';
import type { OAuthClientsRepository } from '../../clients/oauth-clients.repository.js';
import type { UsersRepository } from '../../users/users.repository.js';
import { ASSERTION_SECONDS, type AssertionSigner } from '../assertion/assertion-signer.js';
import { identityHeaders, writablePerson, type Person } from './identity-headers.js';
import type { TallyWindow } from '../tally/verify-tally.js';

export interface IdentitiesOptions {
  readonly users: Pick<UsersRepository, 'find'>;
  readonly clients: Pick<OAuthClientsRepository, 'findActive'>;
  readonly assertions: Pick<AssertionSigner, 'sign'>;
  readonly clock: Clock;
}

/** A caller as upstreams get to know them, ready to be written. */
export interface Identity {
  readonly headers: readonly string[];
  /** For each route, by its number, the entry on the trail under which its requests count. */
  readonly windows: (TallyWindow | undefined)[];
}

interface Kept extends Identity {
  readonly signAgainAt: Date;
}

/** Somebody, and how their name is written into a header. */
interface Known {
  readonly person: Person;
  readonly writable: Person;
}

const PEOPLE_MAX = 20_000;

/** How old a name may be. That somebody may come in no more is told by revocation, at once. */
const NAME_MILLISECONDS = 30_000;

/** An assertion is not handed on in the second half of its life: the request with it may take a while. */
const SIGN_AGAIN_SECONDS = ASSERTION_SECONDS / 2;

/**
 * Keeps what is written for each caller. By the caller object itself, which the verifier of one audience keeps as long as
 * its verdict on the token holds (a minute at most): no key that two tokens could share, and nothing to clean up.
 */
export class Identities {
  private readonly kept = new WeakMap<Caller, Kept>();
  private readonly people = new LRUCache<string, Known>({ max: PEOPLE_MAX, ttl: NAME_MILLISECONDS });
  private readonly beingMet = new Map<string, Promise<Known>>();

  constructor(private readonly options: IdentitiesOptions) {}

  /** `undefined` when somebody has to be looked up first. */
  atOnce(caller: Caller, audience: string): Identity | undefined {
    const fresh = this.freshOf(caller);
    if (fresh !== undefined) return fresh;
    const known = this.people.get(keyOf(caller));
    return known && this.write(caller, known, audience);
  }

  /** Throws `login.user.inactive` or `oauth.client.unknown` when there is nobody behind the token any more. */
  async obtain(caller: Caller, audience: string): Promise<Identity> {
    const ready = this.atOnce(caller, audience);
    if (ready !== undefined) return ready;
    const known = await this.meet(caller);
    return this.freshOf(caller) ?? this.write(caller, known, audience);
  }

  private freshOf(caller: Caller): Identity | undefined {
    const kept = this.kept.get(caller);
    return kept !== undefined && this.options.clock() < kept.signAgainAt ? kept : undefined;
  }

  private write(caller: Caller, { person, writable }: Known, audience: string): Identity {
    const now = this.options.clock();
    const assertion = this.options.assertions.sign({ caller, person, audience, now });
    const headers = identityHeaders(caller, writable, assertion);
    const { windows } = this.kept.get(caller) ?? { windows: [] };
    const kept = { headers, windows, signAgainAt: secondsLater(now, SIGN_AGAIN_SECONDS) };
    this.kept.set(caller, kept);
    return kept;
  }

  /** A page asks for much at once; whose it is is looked up once. */
  private meet(caller: Caller): Promise<Known> {
    const key = keyOf(caller);
    const meeting = this.beingMet.get(key) ?? this.introduce(key, caller).finally(() => this.beingMet.delete(key));
    this.beingMet.set(key, meeting);
    return meeting;
  }

  private async introduce(key: string, caller: Caller): Promise<Known> {
    const person = await this.look(caller);
    const known = { person, writable: writablePerson(person) };
    this.people.set(key, known);
    return known;
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

/** A client may be called whatever its administrator likes, even like a person's id. */
function keyOf({ kind, subject, onBehalfOf }: Caller): string {
  return kind === 'client' ? `client ${subject}` : (onBehalfOf ?? subject);
}
