import type { Permission } from './permissions.js';
import { permissionsOf, type Role } from './roles.js';

/** Parts of the console, each with the permission without which there is nothing to see in it. */
export const modules = {
  account: 'account:read',
  patients: 'patient:search',
  images: 'imaging:search',
  emergency: 'break-glass:open',
  agents: 'agent:read',
  tasks: 'task:read',
  pipelines: 'pipeline:read',
  clients: 'oauth-client:manage',
  users: 'user:manage',
  audit: 'audit:read',
  'emergency-reviews': 'break-glass:review',
} as const satisfies Record<string, Permission>;

export type Module = keyof typeof modules;

/** What somebody of that role finds in the console (feature U02). */
export function modulesOf(role: Role): readonly Module[] {
  const held: readonly Permission[] = permissionsOf(role);
  return moduleNames().filter((name) => held.includes(modules[name]));
}

function moduleNames(): Module[] {
  return Object.keys(modules).filter((name): name is Module => Object.hasOwn(modules, name));
}
