import { glassesOf, principalOf, type Permission } from '@caregate/core-permissions';
import type { AuthorizerPort } from '../ports/authorizer.port.js';
import type { CallFacts } from './call.facts.js';

/** Operations that find patients by whom the caller may see. */
const searches: readonly (Permission | 'public')[] = ['patient:search', 'imaging:search'];

/**
 * The broken glass by which the record is open, or those by which somebody may be among what is found: ids of relations,
 * which the trail puts beside what was done (feature X02).
 */
export async function glassOf<S>(
  { caller, decision, tool }: CallFacts<S>,
  authorizer: Pick<AuthorizerPort, 'relationsOf'>,
): Promise<string | undefined> {
  if (caller === undefined || decision?.allowed !== true) return undefined;
  if (!searches.includes(tool.permission)) return decision.glass;
  const glasses = glassesOf(caller, await authorizer.relationsOf(principalOf(caller)), new Date());
  return glasses.length === 0 ? undefined : glasses.join(' ');
}
