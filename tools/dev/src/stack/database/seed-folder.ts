import { startDatabase } from './database.js';
import { ensureSecrets } from '../folder/secrets.js';
import { seedRecords } from './seed.js';
import { openStateFolder } from '../folder/state-folder.js';

/** Database and synthetic clinic, as the first start makes them before anything has an address that could stand in there. */
export async function seedFolder(name: string, postgresPort: number): Promise<void> {
  const folder = openStateFolder(name);
  const database = await startDatabase(folder.postgres, postgresPort, ensureSecrets(folder.file('secrets.json')));
  try {
    await seedRecords(database);
  } finally {
    await database.stop();
  }
}
