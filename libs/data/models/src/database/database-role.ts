/** One role per app: the least that the app needs. Created without login; a deployment gives each its password. */
export const databaseRoles = [
  'caregate_auth',
  'caregate_ehr',
  'caregate_imaging',
  'caregate_orchestrator',
  'caregate_bridge',
] as const;

export type DatabaseRole = (typeof databaseRoles)[number];
