import type { Role, Scope } from '@caregate/core-permissions';

/** A machine client that every site has. */
export interface SeedClient {
  readonly appId: string;
  readonly appName: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
}

/**
 * The six that the older EHR server was delivered with, in its order, and those of the house itself. Ids and secrets
 * are made at each site.
 */
export const seedClients: readonly SeedClient[] = [
  {
    appId: 'copilot-studio',
    appName: 'Microsoft Copilot Studio',
    role: 'doctor',
    scopes: [
      'read:patients',
      'write:patients',
      'read:appointments',
      'write:appointments',
      'read:medications',
      'write:medications',
      'read:vitals',
      'write:vitals',
      'read:labs',
      'read:allergies',
    ],
  },
  {
    appId: 'hospital-ehr-app',
    appName: 'Hospital EHR Application',
    role: 'doctor',
    scopes: [
      'read:patients',
      'write:patients',
      'read:appointments',
      'write:appointments',
      'read:medications',
      'write:medications',
      'read:vitals',
      'write:vitals',
      'read:labs',
    ],
  },
  {
    appId: 'patient-portal',
    appName: 'Patient Portal',
    role: 'patient',
    scopes: ['read:own_records', 'read:appointments', 'write:appointments'],
  },
  {
    appId: 'lab-integration',
    appName: 'Laboratory Integration',
    role: 'system',
    scopes: ['read:patients', 'read:labs', 'write:labs'],
  },
  {
    appId: 'pharmacy-system',
    appName: 'Pharmacy System',
    role: 'system',
    scopes: ['read:patients', 'read:medications', 'write:medications'],
  },
  {
    appId: 'nurse-station',
    appName: 'Nurse Station',
    role: 'nurse',
    scopes: ['read:patients', 'read:appointments', 'read:medications', 'read:vitals', 'write:vitals', 'read:allergies'],
  },
  {
    appId: 'agents',
    appName: 'Agents of the house',
    role: 'worker',
    scopes: ['read:agents', 'write:agents', 'read:tasks', 'write:tasks'],
  },
  {
    appId: 'health-record',
    appName: 'The health record, for administrators who register applications there',
    role: 'worker',
    scopes: [],
  },
];
