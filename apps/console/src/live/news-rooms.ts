import type { Permission } from '@caregate/core-permissions';

const rooms = [
  ['agents', 'agent:read'],
  ['tasks', 'task:manage'],
  ['mine', 'task:read'],
] as const satisfies readonly (readonly [room: string, Permission])[];

/** What somebody may hear of; asking for more would be refused, and stand on the audit trail. */
export function newsRooms(permissions: readonly string[]): readonly string[] {
  return rooms.filter(([, permission]) => permissions.includes(permission)).map(([room]) => room);
}
