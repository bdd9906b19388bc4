import { givenClinic, type GivenClinic } from '../testing/given-clinic.js';
import { RecordingAudit } from '@caregate/testing';
import { ehrDatabase } from '../testing/ehr-database.js';
import { exportedBundle } from './bundle/exported.fixture.js';
import { PatientBundles } from './bundle/patient-bundles.js';
import { isOfImport } from './searchset.fixture.js';

describe('what was corrected, over FHIR', () => {
  let clinic: GivenClinic;
  const at = '2026-03-02T14:30:05Z';
  const timeZone = 'America/New_York';

  beforeAll(async () => {
    clinic = await givenClinic();
    await clinic.database.query(
      `INSERT INTO ehr.vital_sign (patient_id, recorded_at, heart_rate, recorded_by)
       VALUES ($1, $2, 190, 'nurse-9'), ($1, '2026-03-01T12:00Z', 60, 'nurse-9')`,
      [clinic.john, at],
    );
  });
  afterAll(() => clinic.end());

  const call = async (name: string, input: object) =>
    (await clinic.door.call('app', name, { mrn: 'MRN001', ...input })).json;
  const bundlesOf = ({ dataSource }: { dataSource: GivenClinic['database']['dataSource'] }) =>
    new PatientBundles({
      dataSource,
      audit: new RecordingAudit(),
      baseUrl: 'https://ehr.example.org/fhir',
      clinic: { timeZone },
    });
  const exported = async (bundles: PatientBundles) =>
    (await exportedBundle(bundles, 'MRN001')).entry?.map(({ resource }) => ({ ...resource, meta: undefined })) ?? [];
  const statuses = async (of: (resource: Record<string, unknown>) => boolean) =>
    (await exported(bundlesOf(clinic.database)))
      .map((resource): Record<string, unknown> => ({ ...resource }))
      .filter(of)
      .map(({ status }) => status);

  it('is a report whose corrected results say so, and whose others are final', async () => {
    const potassium = { component: 'Potassium', code: '2823-3', value: 59, unit: 'mmol/L' };
    const sodium = { component: 'Sodium', code: '2951-2', value: 140, unit: 'mmol/L' };
    const { lab_order: order } = await call('order_lab', { test_name: 'Electrolytes' });
    const { order_id: orderId } = order as Record<string, unknown>;
    await call('record_lab_results', { order_id: orderId, results: [{ ...potassium, value: 5.9 }, sodium] });
    expect(await statuses(({ resourceType }) => resourceType === 'DiagnosticReport')).toEqual(['final']);
    const correction = { order_id: orderId, correction_reason: 'Sample was haemolysed' };
    const results = [{ ...potassium, value: 4.9 }, sodium];
    expect(await call('record_lab_results', { ...correction, results })).toMatchObject({
      lab_order: { status: 'corrected' },
    });
    expect(await statuses(({ resourceType }) => resourceType === 'DiagnosticReport')).toEqual(['corrected']);
    const isResult = (resource: Record<string, unknown>) => 'valueQuantity' in resource && !('performer' in resource);
    expect(await statuses(isResult)).toEqual(['corrected', 'final']);
    const { lab_results: final } = await call('get_lab_results', { status: 'final' });
    expect(final).toMatchObject([{ status: 'corrected' }]);
    expect(await call('record_lab_results', { order_id: orderId, results })).toMatchObject({ code: 'ehr.lab.final' });
  });

  it('is a recording that says so', async () => {
    await call('record_vital_signs', { corrects: at, correction_reason: 'Typed wrongly', heart_rate: 90 });
    const isOf = (day: string) => (resource: Record<string, unknown>) =>
      'performer' in resource && String(resource['effectiveDateTime']).startsWith(day);
    expect(new Set(await statuses(isOf('2026-03-02')))).toEqual(new Set(['corrected']));
    expect(new Set(await statuses(isOf('2026-03-01')))).toEqual(new Set(['final']));
  });

  it('is the same in another record', async () => {
    const here = bundlesOf(clinic.database);
    const other = await ehrDatabase();
    try {
      const outcome = await bundlesOf(other).importPatient(await exportedBundle(here, 'MRN001'));
      expect(outcome.issue).toMatchObject([{ severity: 'information' }]);
      const there = await exported(bundlesOf(other));
      expect(there.filter((resource) => !isOfImport(resource))).toEqual(await exported(here));
    } finally {
      await other.end();
    }
  });
});
