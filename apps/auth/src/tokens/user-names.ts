import { LRUCache } from 'lru-cache';
import type { UserAccount } from '../users/user-account.js';

const NAMES_MAX = 20_000;

/** How old a name may be. */
const NAME_MILLISECONDS = 30_000;

/** What people are called, for who asks about many tokens. */
export class UserNames {
  private readonly names: LRUCache<string, string>;

  constructor(users: { find(id: string): Promise<UserAccount | undefined> }) {
    const fetchMethod = async (id: string) => (await users.find(id))?.name;
    this.names = new LRUCache({ max: NAMES_MAX, ttl: NAME_MILLISECONDS, fetchMethod });
  }

  of(id: string): Promise<string | undefined> {
    return this.names.fetch(id);
  }
}
