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
  'appointment:withdraw',
  'medication:write',
  'allergy:write',
  'lab:write',
  'vitals:write',
] as const satisfies readonly Permission[];

const lookAtImages = ['imaging:read', 'imaging:search', 'datastore:read'] as const satisfies readonly Permission[];

/** What a clinician may ask of the agents: see `task:manage` for what of others they may not. */
const askAgents = [
  'agent:read',
  'task:create',
  'task:read',
  'pipeline:create',
  'pipeline:read',
] as const satisfies readonly Permission[];

const workAsAgent = [
  'agent:register',
  'agent:read',
  'task:read',
  'task:execute',
  'pipeline:read',
] as const satisfies readonly Permission[];

const manageAgents = ['agent:manage', 'task:manage', 'pipeline:manage'] as const satisfies readonly Permission[];

/** Who may do what, before any question of which patient. A role that names nothing may do nothing. */
export const roles = {
  doctor: [
    ...readChart,
    ...writeChart,
    'safety:override',
    ...lookAtImages,
    ...askAgents,
    'break-glass:open',
    'account:read',
  ],
  nurse: [
    ...readChart,
    ...lookAtImages,
    ...askAgents,
    'appointment:write',
    'appointment:withdraw',
    'allergy:write',
    'vitals:write',
    'break-glass:open',
    'account:read',
  ],
  patient: [...readChart, 'appointment:write', 'imaging:read', 'imaging:search', 'account:read'],
  admin: [
    'audit:read',
    'break-glass:review',
    'oauth-client:manage',
    'user:manage',
    'provider:read',
    'datastore:read',
    'agent:read',
    'task:read',
    'pipeline:read',
    ...manageAgents,
    'account:read',
  ],
  system: [
    ...readChart,
    ...writeChart,
    ...lookAtImages,
    ...askAgents,
    ...manageAgents,
    'agent:register',
    'account:read',
  ],
  radiologist: [...readChart, ...lookAtImages, ...askAgents, 'account:read'],
  technician: [
    'patient:read',
    'patient:search',
    'patient:create',
    'appointment:read',
    'allergy:read',
    'provider:read',
    ...lookAtImages,
    'account:read',
  ],
  typist: ['patient:read', 'patient:search', 'account:read'],
  'referring-doctor': [...readChart, 'imaging:read', 'imaging:search', 'account:read'],
  billing: ['patient:read', 'patient:search', 'appointment:read', 'provider:read', 'account:read'],
  worker: [...workAsAgent, 'account:read'],
  supervisor: [...workAsAgent, ...manageAgents, 'task:create', 'pipeline:create', 'account:read'],
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof roles;

export function isRole(value: string): value is Role {
  return Object.hasOwn(roles, value);
}

/** What a role may do at all; scope and relation narrow it. */
export function permissionsOf(role: Role): readonly Permission[] {
  return roles[role];
}
