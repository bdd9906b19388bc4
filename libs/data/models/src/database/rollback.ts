import { withMigrations } from './with-migrations.js';

/** Takes the latest migrations back, with the data of what they had created. */
export async function rollback(url: string, steps = 1): Promise<void> {
  await withMigrations(url, async ({ dataSource }) => {
    for (let left = steps; left > 0; left -= 1) await dataSource.undoLastMigration({ transaction: 'each' });
  });
}
