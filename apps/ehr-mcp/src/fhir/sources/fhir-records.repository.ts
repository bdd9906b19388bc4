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
import type { DataSource, SelectQueryBuilder } from 'typeorm';

/** A vital signs row with what its Provenance says. */
export interface WrittenVitalSigns extends VitalSignsRecord {
  readonly createdAt: Date;
  readonly recordedBySubject: string | null;
  readonly recordedByClient: string | null;
}

/** A row of the table of provenance; what else a resource says of it hangs on the table that it names. */
export type WrittenRow = Omit<WriteRecord, 'targetType' | 'besides'>;

/** Rows of the health record as FHIR needs them: whole rows of one patient, which no page cuts. */
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

  providers(): Promise<ProviderRecord[]> {
    return this.dataSource.getRepository(Provider).find();
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

  appointments(patientId: string): Promise<AppointmentRecord[]> {
    return this.dataSource.getRepository(Appointment).findBy({ patientId });
  }

  medications(patientId: string): Promise<MedicationRecord[]> {
    return this.dataSource.getRepository(Medication).findBy({ patientId });
  }

  allergies(patientId: string): Promise<AllergyRecord[]> {
    return this.dataSource.getRepository(Allergy).findBy({ patientId });
  }

  /** With what each number means at the age and for the sex of the patient. */
  async vitalSigns(patientId: string): Promise<WrittenVitalSigns[]> {
    const rows = await this.vitalSignRows(patientId);
    const [patient] = rows.length === 0 ? [] : await this.patients((query) => query.where({ id: patientId }), 1);
    if (patient === undefined) return rows;
    const judge = vitalJudgements(this.clinic.timeZone);
    return rows.map((row) => ({ ...row, judgements: judge(row, patient) }));
  }

  /** What was measured and who recorded it, without what the numbers mean. */
  async vitalSignRows(patientId: string): Promise<WrittenVitalSigns[]> {
    return (await this.dataSource.getRepository(VitalSign).findBy({ patientId })).map(dated);
  }

  async labResults(patientId: string): Promise<LabResultRecord[]> {
    const orders = await this.dataSource.getRepository(LabOrder).findBy({ patientId });
    const components = await this.dataSource.getRepository(LabComponent).findBy({ patientId });
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
  writes(patientId: string, target: WrittenTable): Promise<WrittenRow[]> {
    const order = { recordedAt: 'ASC', id: 'ASC' } as const;
    return this.dataSource.getRepository(Provenance).find({ where: { patientId, target }, order });
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

/** A row that was never corrected is as it was when it was written. */
function dated(row: VitalSign): WrittenVitalSigns {
  return { ...row, updatedAt: row.updatedAt ?? row.createdAt };
}
