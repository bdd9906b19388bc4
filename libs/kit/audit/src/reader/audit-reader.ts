import { auditEntry, type AuditEntry } from '@caregate/core-contracts';
import type { DataSource } from 'typeorm';
import { auditConditions } from './audit-conditions.js';
import type { AuditPage } from './audit-page.js';
import type { AuditPageRequest, AuditQuery } from './audit-query.js';

interface Row {
  readonly id: string;
  readonly body: string;
}

/** Reads the trail. Who may, and that reading is itself recorded ('audit.read'), is for the caller to see to. */
export class AuditReader {
  constructor(private readonly dataSource: DataSource) {}

  async page(query: AuditQuery, request: AuditPageRequest): Promise<AuditPage> {
    const { sql, parameters } = auditConditions(query, request);
    const rows = await this.dataSource.query<Row[]>(
      `select id, body from audit.event where ${sql} order by id desc limit $${parameters.length + 1}`,
      // One more than asked for tells whether there is a next page.
      [...parameters, request.limit + 1],
    );
    return pageOf(rows.slice(0, request.limit), rows.length > request.limit);
  }

  /** Every entry, newest first, in flat memory. */
  async *all(query: AuditQuery, limit = 500): AsyncGenerator<AuditEntry> {
    let after: string | undefined;
    do {
      const { entries, next } = await this.page(query, { limit, ...(after !== undefined && { after }) });
      yield* entries;
      after = next;
    } while (after !== undefined);
  }
}

function pageOf(rows: readonly Row[], isMore: boolean): AuditPage {
  const parsed = rows.map(({ id, body }) => ({ id, entry: entryOf(body) }));
  const last = rows.at(-1)?.id;
  return {
    entries: parsed.flatMap(({ entry }) => entry ?? []),
    unreadable: parsed.filter(({ entry }) => entry === undefined).map(({ id }) => id),
    ...(isMore && last !== undefined && { next: last }),
  };
}

/** Nothing where somebody has changed the text: one bad row must not hide the others. */
function entryOf(body: string): AuditEntry | undefined {
  try {
    return auditEntry.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}
