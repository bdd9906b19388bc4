import type { DataSource } from 'typeorm';
import { selectRows } from '../../database/statements.js';

/** Whose record was chosen when a grant was made. It stands in the grant, and so ends with it. */
export class LaunchPatients {
  constructor(private readonly dataSource: DataSource) {}

  async choose(grantId: string, patientId: string): Promise<void> {
    await this.dataSource.query(
      `update auth.oidc_artifact set payload = payload || jsonb_build_object('patient', $2::text)
       where model = 'Grant' and grant_id = $1`,
      [grantId, patientId],
    );
  }

  async of(grantId: string): Promise<string | undefined> {
    const [row] = await selectRows<{ patient: string | null }>(
      this.dataSource.manager,
      `select payload ->> 'patient' as patient from auth.oidc_artifact where model = 'Grant' and grant_id = $1`,
      [grantId],
    );
    return row?.patient ?? undefined;
  }

  /** Medical record numbers, by which people know records; the auth database role sees nothing more of them. */
  async numbersOf(patientIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await selectRows<{ patient_id: string; mrn: string }>(
      this.dataSource.manager,
      'select patient_id, mrn from access.patient_number where patient_id = any($1::uuid[])',
      [patientIds],
    );
    return new Map(rows.map(({ patient_id: id, mrn }) => [id, mrn]));
  }
}
