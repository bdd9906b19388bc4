import type { AuditPage, AuditQuery, AuditReader } from '@caregate/kit-audit';
import type { AuditLogQuery } from './audit-log.schema.js';

/** The questions of the wire in the words of the trail. */
export class AuditLog {
  constructor(private readonly reader: AuditReader) {}

  page({ limit, after, ...asked }: AuditLogQuery): Promise<AuditPage> {
    return this.reader.page(queryOf(asked), { limit, ...(after === undefined ? {} : { after }) });
  }
}

function queryOf({
  user,
  client,
  patient,
  action,
  outcome,
  from,
  to,
}: Omit<AuditLogQuery, 'limit' | 'after'>): AuditQuery {
  return {
    ...(user === undefined ? {} : { actor: user }),
    ...(client === undefined ? {} : { clientId: client }),
    ...(patient === undefined ? {} : { patientId: patient }),
    ...(action === undefined ? {} : { event: action }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
  };
}
