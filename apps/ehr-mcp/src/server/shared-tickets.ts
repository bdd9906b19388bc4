import type { KeptTicket, TicketStorePort } from '@caregate/kit-mcp';
import type { DataSource } from 'typeorm';

const WHOSE = 'socket-ticket';

const keep = `
  INSERT INTO ehr.idempotency (caller, tool, key, request_hash, response)
  VALUES ($1, $1, $2, ''::bytea, jsonb_build_object('sealed', $3::text))`;

const forget = `DELETE FROM ehr.idempotency WHERE caller = $1 AND tool = $1 AND created_at < now() - interval '5 minutes'`;

const take = `DELETE FROM ehr.idempotency WHERE caller = $1 AND tool = $1 AND key = $2 RETURNING response ->> 'sealed' AS sealed`;

/**
 * Tickets for the upgrade beside the keys of writes, under a name that no tool has: whichever process is asked finds
 * them, and the row that is deleted says who was first. A ticket says itself when it is too old.
 */
export class SharedTickets implements TicketStorePort {
  constructor(private readonly dataSource: Pick<DataSource, 'query'>) {}

  async keep({ id, sealed }: KeptTicket): Promise<void> {
    await this.dataSource.query(forget, [WHOSE]);
    await this.dataSource.query(keep, [WHOSE, id, sealed]);
  }

  async take(id: string): Promise<string | undefined> {
    const [rows] = await this.dataSource.query<[{ sealed: string }[], number]>(take, [WHOSE, id]);
    return rows[0]?.sealed;
  }
}
