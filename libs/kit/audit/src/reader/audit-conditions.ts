import type { AuditPageRequest, AuditQuery } from './audit-query.js';

export interface Conditions {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** The conditions of a page, all of them on indexed columns. Ids carry the time (UUIDv7), so time is a range of ids. */
export function auditConditions(query: AuditQuery, { after }: Pick<AuditPageRequest, 'after'>): Conditions {
  const given: [condition: string, value: unknown][] = [
    ['actor = ', query.actor],
    ['client_id = ', query.clientId],
    ['patient_id = ', query.patientId],
    ['event = ', query.event],
    ['outcome = ', query.outcome],
    ['id >= ', query.from && firstIdAt(query.from)],
    ['id < ', query.to && firstIdAt(query.to)],
    ['id < ', after],
  ];
  const used = given.filter(([, value]) => value !== undefined);
  return {
    sql: used.map(([condition], index) => `${condition}$${index + 1}`).join(' and ') || 'true',
    parameters: used.map(([, value]) => value),
  };
}

/** No id of that millisecond or later is smaller. */
function firstIdAt(time: Date): string {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`;
}
