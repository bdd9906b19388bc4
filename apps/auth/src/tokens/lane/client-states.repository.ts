import type { DataSource } from 'typeorm';
import type { Clock } from '../../clock.js';
import { selectRows } from '../../database/statements.js';

export interface ClientState {
  /** Another after every change of the row, whoever made it (PostgreSQL's `xmin`). */
  readonly version: string;
  readonly lastUsedAt: Date | undefined;
}

/** Which state of an application is the last. */
export class ClientStates {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async find(clientId: string): Promise<ClientState | undefined> {
    const [row] = await selectRows<{ version: string; last_used_at: Date | null }>(
      this.dataSource.manager,
      `select xmin::text as version, last_used_at from auth.oauth_client
       where client_id = $1 and active and (expires_at is null or expires_at > $2)`,
      [clientId, this.clock()],
    );
    return row && { version: row.version, lastUsedAt: row.last_used_at ?? undefined };
  }
}
