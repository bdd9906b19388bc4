import type { ChartRecord, ProviderRecord } from '@caregate/core-fhir';
import {
  Allergy,
  Appointment,
  LabComponent,
  LabOrder,
  Medication,
  Patient,
  Provider,
  VitalSign,
} from '@caregate/data-models';
import { QueryFailedError, type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';

/** A row that the database refused, such as a visit where the provider has another. */
export interface RefusedRow {
  readonly type: string;
  /** Which rule of the database it broke. */
  readonly constraint: string;
}

type Row = readonly [type: string, entity: EntityTarget<ObjectLiteral>, values: ObjectLiteral];

/** Writes a chart row by row; what hangs on the patient and breaks a rule of the record is left out and answered. */
export async function writeChart(manager: EntityManager, chart: ChartRecord): Promise<readonly RefusedRow[]> {
  const refused: RefusedRow[] = [];
  for (const patient of chart.patients) refused.push(...(await inserted(manager, ['Patient', Patient, patient])));
  // Without the patient there is nothing for the rest to hang on.
  if (refused.length > 0) return refused;
  for (const provider of chart.providers)
    refused.push(...(await tried(manager, 'Practitioner', () => insertUnlessKnown(manager, provider))));
  for (const row of rowsOf(chart)) refused.push(...(await inserted(manager, row)));
  for (const { components, ...order } of chart.labResults) {
    const bad = await inserted(manager, ['DiagnosticReport', LabOrder, order]);
    refused.push(...bad);
    if (bad.length > 0) continue;
    const ofOrder = { labOrderId: order.id, patientId: order.patientId };
    for (const component of components)
      refused.push(...(await inserted(manager, ['Observation', LabComponent, { ...component, ...ofOrder }])));
  }
  return refused;
}

function rowsOf({ appointments, medications, allergies, vitalSigns, provenances }: ChartRecord): readonly Row[] {
  const written = new Map(provenances.map((provenance) => [provenance.targetId, provenance]));
  return [
    ...appointments.map((row): Row => ['Appointment', Appointment, row]),
    ...medications.map((row): Row => ['MedicationRequest', Medication, row]),
    ...allergies.map((row): Row => ['AllergyIntolerance', Allergy, row]),
    ...vitalSigns.map((row): Row => {
      const { authorSubject, clientId, recordedAt } = written.get(row.id) ?? {};
      const by = { recordedBySubject: authorSubject ?? null, recordedByClient: clientId ?? null };
      return ['Observation', VitalSign, { ...row, ...by, ...(recordedAt && { createdAt: recordedAt }) }];
    }),
  ];
}

/** Version and time of change are this record's to give (FHIR R4 http.html#create). */
function withoutRevision<T extends object>(row: T): ObjectLiteral {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'version' && name !== 'updatedAt'));
}

function inserted(manager: EntityManager, [type, entity, row]: Row): Promise<readonly RefusedRow[]> {
  return tried(manager, type, () => manager.insert(entity, withoutRevision(row)));
}

function insertUnlessKnown(manager: EntityManager, provider: ProviderRecord): Promise<unknown> {
  return manager.createQueryBuilder().insert().into(Provider).values(withoutRevision(provider)).orIgnore().execute();
}

/** A failed statement would end the transaction; only what this row did is taken back. */
async function tried(
  manager: EntityManager,
  type: string,
  insert: () => Promise<unknown>,
): Promise<readonly RefusedRow[]> {
  await manager.query('SAVEPOINT chart_row');
  try {
    await insert();
    await manager.query('RELEASE SAVEPOINT chart_row');
    return [];
  } catch (error) {
    if (!(error instanceof QueryFailedError)) throw error;
    await manager.query('ROLLBACK TO SAVEPOINT chart_row');
    return [{ type, constraint: constraintOf(error) }];
  }
}

function constraintOf({ driverError }: QueryFailedError): string {
  return 'constraint' in driverError && typeof driverError.constraint === 'string'
    ? driverError.constraint
    : 'a rule of the record';
}
