import type { AuditEntry } from '@caregate/core-contracts';
import type { AuditLogQuery, AuditLogRow } from './audit-log.schema.js';
import type { AuditLog } from './audit-log.service.js';
import { olderActionOf, type AskedAction } from './older-action.js';

export interface OlderAuditLogOptions {
  readonly log: AuditLog;
  /** Present addresses of those among these ids who are users and have one. */
  readonly emails: { emailsOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> };
}

const SCANNED_PAGES_MAX = 20;
const SCANNED_PAGE = 500;

/** The trail in the words and the shape that clients of the older gateway depend on. */
export class OlderAuditLog {
  constructor(private readonly options: OlderAuditLogOptions) {}

  async rows(query: AuditLogQuery): Promise<AuditLogRow[]> {
    const { entries, unreadable } = await this.options.log.page(query);
    const rows = [...(await this.rowsOf(entries)), ...unreadable.map(changedRow)];
    // Ids carry the time (UUIDv7).
    return rows.toSorted((one, other) => (one.id < other.id ? 1 : -1));
  }

  async rowsOfAction(action: AskedAction, query: AuditLogQuery): Promise<AuditLogRow[]> {
    if (action === 'never') return [];
    const asked = { ...query, action: action.event };
    return action.provider === undefined ? this.rows(asked) : this.signIns(action.provider, asked);
  }

  /** The provider is no column of the trail, so sign-ins are looked through, as far back as is bearable. */
  private async signIns(provider: string, query: AuditLogQuery): Promise<AuditLogRow[]> {
    const found: AuditEntry[] = [];
    let { after } = query;
    for (let page = 0; page < SCANNED_PAGES_MAX && found.length < query.limit; page += 1) {
      const { entries, next } = await this.options.log.page({ ...query, limit: SCANNED_PAGE, after });
      found.push(...entries.filter(({ detail }) => detail?.['provider'] === provider));
      if (next === undefined) break;
      after = next;
    }
    return this.rowsOf(found.slice(0, query.limit));
  }

  private async rowsOf(entries: readonly AuditEntry[]): Promise<AuditLogRow[]> {
    const people = entries.filter(({ actor }) => actor.kind === 'user').map(({ actor }) => actor.subject);
    const emails = await this.options.emails.emailsOf([...new Set(people)]);
    return entries.map((entry) => rowOf(entry, emails));
  }
}

function rowOf(entry: AuditEntry, emails: ReadonlyMap<string, string>): AuditLogRow {
  const { id, recordedAt, actor, outcome, decision } = entry;
  const success = outcome === 'success';
  return {
    id,
    timestamp: recordedAt,
    user_id: actor.subject === '' ? null : actor.subject,
    user_email: emails.get(actor.subject) ?? null,
    action: olderActionOf(entry),
    resource: resourceOf(entry),
    ip_address: actor.address ?? null,
    success,
    failure_reason: success ? null : (decision ?? outcome),
  };
}

function resourceOf({ entity, patientId }: AuditEntry): string | null {
  if (entity !== undefined) return `${entity.type}/${entity.id}`;
  return patientId === undefined ? null : `Patient/${patientId}`;
}

/** Somebody has changed the row. To leave it out would hide that. */
function changedRow(id: string): AuditLogRow {
  const milliseconds = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  return {
    id,
    timestamp: new Date(milliseconds).toISOString(),
    user_id: null,
    user_email: null,
    resource: null,
    ip_address: null,
    action: 'audit.unreadable',
    success: false,
    failure_reason: 'This entry was changed. Verify the trail.',
  };
}
