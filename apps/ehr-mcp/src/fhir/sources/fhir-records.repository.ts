import type {
  AllergyRecord,
  AppointmentRecord,
  LabResultRecord,
  MedicationRecord,
  PatientRecord,
  ProviderRecord,
  VitalSignsRecord,
  WriteRecord,
} from '@caregate/core-fhir';
import {
  Allergy,
  Appointment,
  LabComponent,
  LabOrder,
  Medication,
  Patient,
  Provenance,
  Provider,
  VitalSign,
} from '@caregate/data-models';
import type { Clinic } from '../../clinic.js';
import { isUuid } from '../../shape/is-uuid.js';
import { vitalJudgements } from './vital-judgements.js';
import { Any, type DataSource, type FindOperator, type SelectQueryBuilder } from 'typeorm';

/** A vital signs row with what its Provenance says. */
export interface WrittenVitalSigns extends VitalSignsRecord {
  readonly createdAt: Date;
  readonly recordedBySubject: string | null;
  readonly recordedByClient: string | null;
}

/** A row of the table of provenance; what else a resource says of it hangs on the table that it names. */
export type WrittenRow = Omit<WriteRecord, 'targetType' | 'besides'>;

/** Rows of the health record as FHIR needs them: whole rows of one patient that are named. */
export class FhirRecordsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clinic: Pick<Clinic, 'timeZone'>,
  ) {}

  /** Without the sealed social security number: what is not read cannot leak. */
  patients(narrow: (query: SelectQueryBuilder<Patient>) => void, limit: number): Promise<PatientRecord[]> {
    const query = this.dataSource.getRepository(Patient).createQueryBuilder('patient').select(patientColumns);
    narrow(query);
    return query.orderBy('patient.id').limit(limit).getMany();
  }

  providers(rows: readonly string[]): Promise<ProviderRecord[]> {
    return this.dataSource.getRepository(Provider).findBy(among('id', rows));
  }

  /** Whom a chart refers to: providers of its visits and prescriptions. */
  providersOf(patientId: string): Promise<ProviderRecord[]> {
    return this.dataSource
      .getRepository(Provider)
      .createQueryBuilder('provider')
      .where(
        `provider.id IN (SELECT provider_id FROM ehr.appointment WHERE patient_id = :patientId
           UNION SELECT prescriber_id FROM ehr.medication WHERE patient_id = :patientId)`,
        { patientId },
      )
      .orderBy('provider.id')
      .getMany();
  }

  appointments(patientId: string, rows: readonly string[]): Promise<AppointmentRecord[]> {
    return this.dataSource.getRepository(Appointment).findBy({ patientId, ...among('id', rows) });
  }

  medications(patientId: string, rows: readonly string[]): Promise<MedicationRecord[]> {
    return this.dataSource.getRepository(Medication).findBy({ patientId, ...among('id', rows) });
  }

  allergies(patientId: string, rows: readonly string[]): Promise<AllergyRecord[]> {
    return this.dataSource.getRepository(Allergy).findBy({ patientId, ...among('id', rows) });
  }

  /** With what each number means at the age and for the sex of the patient. */
  async vitalSigns(patientId: string, ids: readonly string[]): Promise<WrittenVitalSigns[]> {
    const rows = await this.vitalSignRows(patientId, ids);
    const [patient] = rows.length === 0 ? [] : await this.patients((query) => query.where({ id: patientId }), 1);
    if (patient === undefined) return rows;
    const judge = vitalJudgements(this.clinic.timeZone);
    return rows.map((row) => ({ ...row, judgements: judge(row, patient) }));
  }

  /** What was measured and who recorded it, without what the numbers mean. */
  async vitalSignRows(patientId: string, rows: readonly string[]): Promise<WrittenVitalSigns[]> {
    const found = await this.dataSource.getRepository(VitalSign).findBy({ patientId, ...among('id', rows) });
    return found.map(dated);
  }

  /** Orders with these ids, or with results that have them. */
  async labResults(patientId: string, rows: readonly string[]): Promise<LabResultRecord[]> {
    const ids = await this.ordersOf(rows);
    const where = { patientId, ...among('labOrderId', ids) };
    const components = await this.dataSource.getRepository(LabComponent).find({ where, order: { id: 'ASC' } });
    return this.ordersWith(components, patientId, ids);
  }

  /** Results with these ids, and of their orders no others. */
  async labComponents(patientId: string, rows: readonly string[]): Promise<LabResultRecord[]> {
    const where = { patientId, ...among('id', rows) };
    const components = await this.dataSource.getRepository(LabComponent).find({ where, order: { id: 'ASC' } });
    const ids = components.map(({ labOrderId }) => labOrderId);
    return this.ordersWith(components, patientId, [...new Set(ids)]);
  }

  private async ordersWith(
    components: readonly LabComponent[],
    patientId: string,
    ids: readonly string[],
  ): Promise<LabResultRecord[]> {
    const orders = await this.dataSource.getRepository(LabOrder).findBy({ patientId, ...among('id', ids) });
    const ofOrder = new Map<string, LabComponent[]>(orders.map(({ id }) => [id, []]));
    for (const component of components) ofOrder.get(component.labOrderId)?.push(component);
    return orders.map((order) => ({ ...order, components: ofOrder.get(order.id) ?? [] }));
  }

  /** Whose row it is; nothing is shown of it before that is decided upon. */
  async ownerOf(table: OwnedTable, id: string, written?: WrittenTable): Promise<string | undefined> {
    if (!isUuid(id)) return undefined;
    const column = table === 'patient' ? 'id' : 'patient_id';
    const rows = await this.dataSource.query<{ owner: string }[]>(
      `SELECT ${column} AS owner FROM ehr.${table} WHERE id = $1${written === undefined ? '' : ' AND target = $2'}`,
      written === undefined ? [id] : [id, written],
    );
    return rows[0]?.owner;
  }

  /** Who wrote the rows of a patient in one table, in the order in which they did. */
  writes(patientId: string, target: WrittenTable, rows: readonly string[]): Promise<WrittenRow[]> {
    const order = { recordedAt: 'ASC', id: 'ASC' } as const;
    const where = { patientId, target, ...among('targetId', rows) };
    return this.dataSource.getRepository(Provenance).find({ where, order });
  }

  /** What was written in these writes. */
  async targetsOf(writes: readonly string[]): Promise<readonly string[]> {
    const sql = 'SELECT DISTINCT target_id AS id FROM ehr.provenance WHERE id = ANY($1)';
    return (await this.dataSource.query<{ id: string }[]>(sql, [writes.filter(isUuid)])).map(({ id }) => id);
  }

  /** Ids of the results of each order that `labResults` reads. */
  async resultsOf(patientId: string, rows: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = await this.dataSource.query<{ id: string; results: string[] }[]>(
      `SELECT o.id, array_remove(array_agg(c.id ORDER BY c.id), NULL) AS results
       FROM ehr.lab_order AS o LEFT JOIN ehr.lab_component AS c ON c.lab_order_id = o.id
       WHERE o.patient_id = $1 AND o.id = ANY($2) GROUP BY o.id`,
      [patientId, await this.ordersOf(rows)],
    );
    return new Map(found.map(({ id, results }) => [id, results]));
  }

  private async ordersOf(rows: readonly string[]): Promise<readonly string[]> {
    const sql = `SELECT unnest($1::uuid[]) AS id UNION SELECT lab_order_id FROM ehr.lab_component WHERE id = ANY($1)`;
    return (await this.dataSource.query<{ id: string }[]>(sql, [rows.filter(isUuid)])).map(({ id }) => id);
  }
}

export type OwnedTable =
  | 'patient'
  | 'appointment'
  | 'medication'
  | 'allergy'
  | 'vital_sign'
  | 'lab_order'
  | 'lab_component'
  | 'provenance';

/** Tables of which each write is kept with who wrote it. Who recorded vital signs their rows say themselves. */
export type WrittenTable = 'patient' | 'appointment' | 'medication' | 'allergy' | 'lab_order' | 'vital_sign';

const patientColumns = (
  [
    'id',
    'mrn',
    'firstName',
    'lastName',
    'birthDate',
    'gender',
    'email',
    'phone',
    'street',
    'city',
    'state',
    'zipCode',
    'insuranceProvider',
    'policyNumber',
    'groupNumber',
    'emergencyContactName',
    'emergencyContactRelationship',
    'emergencyContactPhone',
    'active',
    'version',
    'updatedAt',
  ] satisfies (keyof PatientRecord)[]
).map((column) => `patient.${column}`);

function among<C extends string>(column: C, ids: readonly string[]): { readonly [K in C]: FindOperator<string> } {
  // The one key is that column.
  return { [column]: Any(ids.filter(isUuid)) } as { readonly [K in C]: FindOperator<string> };
}

/** A row that was never corrected is as it was when it was written. */
function dated(row: VitalSign): WrittenVitalSigns {
  return { ...row, updatedAt: row.updatedAt ?? row.createdAt };
}
