import { createHash } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { repository } from '../folder/installation.js';
import { credentialsFile } from './seeded-clients.js';
import { readIfThere, writePrivately, type StateFolder } from '../folder/state-folder.js';

/** Remembers for which database, program and people the set-up was done, because asking costs a process of its own. */
export class SetupStamp {
  constructor(
    private readonly folder: StateFolder,
    private readonly adminUrl: string,
  ) {}

  async isCurrent(): Promise<boolean> {
    return readIfThere(this.file) === (await this.digest());
  }

  async renew(): Promise<void> {
    writePrivately(this.file, await this.digest());
  }

  private get file(): string {
    return this.folder.file('setup.stamp');
  }

  private async digest(): Promise<string> {
    const program = readIfThere(path.join(repository, 'apps/auth/dist/.tsbuildinfo'));
    const files = [credentialsFile, 'access.json', 'secrets.json'].map((name) => readIfThere(this.folder.file(name)));
    const hash = createHash('sha256').update(await this.database());
    for (const text of [program, ...files]) hash.update('\0').update(text ?? '');
    return hash.digest('hex');
  }

  /** Another cluster or a database made anew answers something else. */
  private async database(): Promise<string> {
    const client = new pg.Client({ connectionString: this.adminUrl });
    await client.connect();
    try {
      const sql = `SELECT system_identifier || '/' || oid AS id FROM pg_control_system(), pg_database WHERE datname = current_database()`;
      const { rows } = await client.query<{ id: string }>(sql);
      return rows[0]?.id ?? '';
    } finally {
      await client.end();
    }
  }
}
