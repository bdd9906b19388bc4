import { offers } from './offers.js';
import type { RegisteredClient } from '../provider/registered-client.js';
import { usefulScopes } from './scope-reach.js';

/** The most that an application gets for itself of what a resource offers. */
export function scopesOfMachine(offered: readonly string[], client: RegisteredClient): readonly string[] {
  return client.role === undefined ? [] : usefulScopes(client.role, allowedScopesOf(offered, client), 'machine');
}

/** What it was registered for. */
export function allowedScopesOf(offered: readonly string[], { allowedScopes }: RegisteredClient): readonly string[] {
  return allowedScopes === undefined ? offered : offered.filter((scope) => offers(allowedScopes, scope));
}
