import type { Permission } from './permissions.js';

const readChart = [
  'patient:read',
  'patient:search',
  'appointment:read',
  'medication:read',
  'allergy:read',
  'lab:read',
  'vitals:read',
  'provider:read',
] as const satisfies readonly Permission[];

const writeChart = [
  'patient:create',
  'appointment:write',
  'medication:write',
  'allergy:write',
  'lab:write',
  'vitals:write',
] as const satisfies readonly Permission[];

/** Who may do what, before any question of which patient. A role that names nothing may do nothing. */
export const roles = {
  doctor: [...readChart, ...writeChart],
  nurse: [...readChart, 'appointment:write', 'allergy:write', 'vitals:write'],
  patient: [...readChart, 'appointment:write'],
  admin: ['audit:read', 'oauth-client:manage', 'user:manage', 'provider:read'],
  system: [...readChart, ...writeChart],
  radiologist: [...readChart],
  technician: ['patient:read', 'patient:search', 'patient:create', 'appointment:read', 'allergy:read', 'provider:read'],
  typist: ['patient:read', 'patient:search'],
  'referring-doctor': [...readChart],
  billing: ['patient:read', 'patient:search', 'appointment:read', 'provider:read'],
  worker: [],
  supervisor: [],
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof roles;

export function isRole(value: string): value is Role {
  return Object.hasOwn(roles, value);
}

export function permissionsOf(role: Role): readonly Permission[] {
  return roles[role];
}
