import { clinicSeed, loadClinic } from '@caregate/synthetic';
import type { Database } from './database.js';

/** The synthetic clinic; nothing happens when patients are there already. */
export function seedRecords({ adminUrl }: Database): Promise<void> {
  return loadClinic(adminUrl, clinicSeed());
}

export async function seedAccess(..._args: unknown[]): Promise<void> {}
