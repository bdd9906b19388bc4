import type { AuditActor } from '@caregate/core-contracts';
import {
  AuditReader,
  patientAccess,
  purgeAudit,
  verifyAudit,
  type AnchorKey,
  type PatientAccessQuery,
  type PatientAccessRow,
  type VerifyReport,
} from '@caregate/kit-audit';
import type { DataSource } from 'typeorm';
import type { AuthTrail } from '../../trail/auth-trail.js';
import { service } from '../../trail/actors.js';

export interface AuditOfficeOptions {
  readonly dataSource: DataSource;
  readonly trail: AuthTrail;
  readonly anchor: { readonly file: string; readonly key: AnchorKey };
}

export interface PurgeOrder {
  /** What was recorded before this moment goes, unless it must still be kept. */
  readonly before: Date;
  /** Who decided it, and why. */
  readonly by: string;
  readonly reason: string;
}

/** What those who answer for the trail do with it as a whole; each of it is on the trail too. */
export class AuditOffice {
  constructor(private readonly options: AuditOfficeOptions) {}

  async verify(): Promise<VerifyReport> {
    const { dataSource, trail, anchor } = this.options;
    const report = await verifyAudit(dataSource, { anchorFile: anchor.file, publicKey: anchor.key.publicKey });
    const { ok, rows, anchors } = report;
    await trail.record('audit.verified', { actor: service, detail: { ok, rows, anchors } });
    return report;
  }

  /** Answers how many entries went. The database refuses what is younger than the retention, and then nothing goes. */
  purge(order: PurgeOrder): Promise<number> {
    const { dataSource, anchor } = this.options;
    return purgeAudit(dataSource, { ...order, anchorFile: anchor.file, key: anchor.key, source: 'auth' });
  }

  /** On the trail before the first line is answered: whoever stops reading has read. */
  async *accesses(query: PatientAccessQuery, by: string): AsyncGenerator<PatientAccessRow> {
    const { dataSource, trail } = this.options;
    const actor: AuditActor = { kind: 'user', subject: by };
    const between = { from: query.from.toISOString(), to: query.to.toISOString() };
    await trail.record('audit.read', { actor, patientId: query.patientId, detail: between });
    yield* patientAccess(new AuditReader(dataSource), query);
  }
}
