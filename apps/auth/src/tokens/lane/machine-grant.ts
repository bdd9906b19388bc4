import type { Role } from '@caregate/core-permissions';
import { scopesOrDefault } from '../../oauth/scopes/default-scopes.js';
import { scopesOfMachine } from '../../oauth/scopes/machine-scopes.js';
import type { ProtectedResources } from '../../oauth/resources/protected-resources.js';
import type { RegisteredClient } from '../../oauth/provider/registered-client.js';
import type { MachineTokenQuestion } from './lane-question.js';

/** What an application gets for itself. */
export interface MachineGrant {
  readonly audience: string;
  readonly role: Role;
  readonly scopes: readonly string[];
}

/** By the rules of `ResourcePolicy`; `undefined` when there is anything to refuse. */
export function machineGrantOf(
  { scope, resource: address }: MachineTokenQuestion,
  client: RegisteredClient,
  resources: ProtectedResources,
): MachineGrant | undefined {
  const resource = address === undefined ? resources.byDefault : resources.find(address);
  const { role } = client;
  if (resource === undefined || role === undefined) return undefined;
  const most = scopesOfMachine(resource.scopes, client);
  const asked = new Set(scopesOrDefault(scope, most));
  const scopes = [...asked].filter((name) => most.includes(name));
  return scopes.length === 0 ? undefined : { audience: resource.url, role, scopes };
}
