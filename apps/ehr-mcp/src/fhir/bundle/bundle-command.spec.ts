import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { importBundle } from '@caregate/core-fhir';
import { RecordingAudit } from '@caregate/testing';
import { ehrDatabase, type EhrDatabase } from '../../testing/ehr-database.js';
import { givenChart, givenWrites } from '../given-chart.fixture.js';
import { isOfImport } from '../searchset.fixture.js';
import { vitalJudgements } from '../sources/vital-judgements.js';
import { bundleCommand } from './bundle-command.js';
import { PatientBundles } from './patient-bundles.js';

let here: EhrDatabase;
let there: EhrDatabase;
const trail = new RecordingAudit();

beforeAll(async () => {
  here = await ehrDatabase();
  there = await ehrDatabase();
  await givenWrites(here, await givenChart(here));
});

afterAll(async () => {
  await here.end();
  await there.end();
});

beforeEach(() => trail.entries.splice(0));

const clinic = { timeZone: 'America/New_York' };

async function run({ dataSource }: EhrDatabase, args: readonly string[], given: string | Buffer = '') {
  const io = { input: new PassThrough(), output: new PassThrough(), error: new PassThrough() };
  io.input.end(given);
  const baseUrl = 'https://ehr.example.org/fhir';
  const bundles = new PatientBundles({ dataSource, audit: trail, baseUrl, clinic });
  // Read while it is written, as a terminal does.
  const [output, error] = [text(io.output), text(io.error)];
  const status = await bundleCommand(args, bundles, io);
  io.output.end();
  io.error.end();
  return { status, output: await output, error: await error };
}

describe('a patient as a Bundle, from one record to another (features X09, E09)', () => {
  it('is the same chart there, and on the trail of both', async () => {
    const exported = await run(here, ['export', 'MRN001']);
    expect(exported).toMatchObject({ status: 0, error: '' });
    const imported = await run(there, ['import'], exported.output);
    expect([imported.status, imported.error]).toEqual([0, '']);
    expect(JSON.parse(imported.output)).toMatchObject({ issue: [{ severity: 'information' }] });
    const again = await run(there, ['export', 'MRN001']);
    expect(timeless(again.output)).toEqual(timeless(exported.output));
    const kept = `SELECT target, actor_kind, actor_role, on_behalf_of, recorded_at FROM ehr.provenance
      WHERE tool = 'refill_medication'`;
    expect(await there.query(kept)).toEqual(await here.query(kept.replace('actor_kind', `'agent' AS actor_kind`)));
    expect(trail.entries.map(({ event, detail }) => [event, detail])).toEqual([
      ['patient.read', { interaction: 'fhir.export' }],
      ['patient.created', { interaction: 'fhir.import' }],
      ['patient.read', { interaction: 'fhir.export' }],
    ]);
  });

  it('holds what was entered in error as such', async () => {
    const [withdrawn, other] = [await ehrDatabase(), await ehrDatabase()];
    try {
      await givenChart(withdrawn);
      const tables = ['vital_sign', 'lab_component', 'lab_order', 'medication', 'allergy'];
      for (const table of tables) await withdrawn.query(`UPDATE ehr.${table} SET status = 'entered_in_error'`);
      const exported = await run(withdrawn, ['export', 'MRN001']);
      expect(exported.output.match(/entered-in-error/g)).toHaveLength(9);
      const imported = await run(other, ['import'], exported.output);
      expect(JSON.parse(imported.output)).toMatchObject({ issue: [{ severity: 'information' }] });
      expect(timeless((await run(other, ['export', 'MRN001'])).output)).toEqual(timeless(exported.output));
      for (const table of tables)
        expect(await other.query(`SELECT status FROM ehr.${table}`)).toEqual([{ status: 'entered_in_error' }]);
    } finally {
      await withdrawn.end();
      await other.end();
    }
  });

  it('tells nothing of who wrote what was not kept, and says so', async () => {
    const other = await ehrDatabase();
    try {
      const bundle = JSON.parse((await run(here, ['export', 'MRN001'])).output);
      const entry = bundle.entry.filter(
        ({ resource }: { resource: { resourceType: string } }) => resource.resourceType !== 'AllergyIntolerance',
      );
      const { status, output } = await run(other, ['import'], JSON.stringify({ ...bundle, entry }));
      expect([status, JSON.parse(output).issue.length]).toEqual([0, 1]);
      expect(output).toContain('what was written is kept');
      expect(await other.query(`SELECT 1 FROM ehr.provenance WHERE target = 'allergy'`)).toEqual([]);
    } finally {
      await other.end();
    }
  });

  it('is refused a second time, and whatever is no Bundle of one patient', async () => {
    const { output } = await run(here, ['export', 'MRN001']);
    const twice = await run(there, ['import'], output);
    expect(twice).toEqual({ status: 1, output: '', error: 'A patient of that number is in the record already.\n' });
    const inLowerCase = await run(there, ['import'], output.replaceAll('MRN001', 'mrn001'));
    expect(inLowerCase.error).toBe('A patient of that number is in the record already.\n');
    const refusal = async (given: string | Buffer) => (await run(there, ['import'], given)).error;
    expect(await refusal('nonsense')).toBe('The document is not JSON in UTF-8.\n');
    expect(await refusal(Buffer.from(output.replace('Lowell', 'Löwell'), 'latin1'))).toContain('not JSON in UTF-8');
    expect(await refusal(output.replace('"birthDate":"1985-06-15"', '"birthDate":"1985"'))).toContain(
      'one is needed. Patient.birthDate: the whole date of birth is needed.',
    );
    expect((await run(there, ['import'], '{"resourceType":"Bundle","type":"collection"}')).error).toContain(
      '0 patients',
    );
    expect((await run(here, ['export', 'MRN999'])).error).toBe('There is no patient of that number.\n');
    expect(await there.query('SELECT count(*)::int AS patients FROM ehr.patient')).toEqual([{ patients: 1 }]);
  });

  it('takes what others wrote under ids of its own, and names what it could not keep', async () => {
    const bundle = JSON.parse((await run(here, ['export', 'MRN001'])).output);
    const foreign = JSON.parse(
      JSON.stringify(bundle)
        .replaceAll('MRN001', 'H-4711')
        .replaceAll(/"(MED1|APT1|LAB1)"/g, '"$1-elsewhere"')
        .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f-]{22})/g, 'x$1'),
    );
    const { status, output } = await run(there, ['import'], JSON.stringify(foreign));
    expect(status).toBe(0);
    // The provider is known here by number, and has a visit at that time already; so nothing is told of who booked it.
    expect(JSON.parse(output)).toMatchObject({
      issue: [
        { severity: 'error', details: { text: expect.stringContaining('appointment_provider_is_free') } },
        { severity: 'error', expression: ['Provenance'] },
      ],
    });
    const { chart } = importBundle(JSON.parse((await run(there, ['export', 'H-4711'])).output));
    expect([
      chart.patients.length,
      chart.vitalSigns.length,
      chart.labResults.length,
      chart.appointments.length,
    ]).toEqual([1, 1, 1, 0]);
    expect(await there.query('SELECT count(*)::int AS providers FROM ehr.provider')).toEqual([{ providers: 1 }]);
  });

  it('takes a patient as Synthea wrote him, and writes him out again as valid as he came', async () => {
    const home = path.dirname(createRequire(import.meta.url).resolve('cql-exec-fhir/package.json'));
    const folder = path.join(home, 'test/fixtures/r4');
    const name = readdirSync(folder).find((file) => file.startsWith('Johnnie')) ?? '';
    const synthea = readFileSync(path.join(folder, name), 'utf8');
    const imported = await run(there, ['import'], synthea);
    expect([imported.status, imported.error, imported.output.includes('plausible')]).toEqual([0, '', false]);
    const [patient] = importBundle(JSON.parse(synthea)).chart.patients;
    const again = JSON.parse((await run(there, ['export', patient?.mrn ?? ''])).output);
    const { chart, issues } = importBundle(again, { judge: vitalJudgements(clinic.timeZone) });
    expect(issues).toEqual([]);
    expect(chart.vitalSigns.filter(({ systolicBp }) => systolicBp !== null).length).toBeGreaterThan(0);
    expect([chart.vitalSigns.length, chart.medications.length, chart.labResults.length]).toEqual([17, 4, 1]);
  });

  it('tells of every row that it wrote it, and takes one provider who comes twice under one number', async () => {
    const npi = [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1992701470' }];
    const resources = [
      {
        resourceType: 'Patient',
        id: 'p',
        identifier: [{ system: 'urn:caregate:mrn', value: 'T-1' }],
        name: [{ family: 'Okafor', given: ['Ada'] }],
        birthDate: '1961-04-12',
      },
      ...['one', 'two'].flatMap((id) => [
        { resourceType: 'Practitioner', id, identifier: npi, name: [{ text: 'Dr. Lee Kim' }] },
        {
          resourceType: 'MedicationRequest',
          id: `of-${id}`,
          status: 'active',
          intent: 'order',
          medicationCodeableConcept: { text: `Pill ${id}` },
          subject: { reference: 'Patient/p' },
          authoredOn: '2026-03-02',
          requester: { reference: `Practitioner/${id}` },
        },
      ]),
    ];
    const bundle = { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) };
    expect((await run(there, ['import'], JSON.stringify(bundle))).status).toBe(0);
    const rows = `SELECT target, count(*)::int AS rows FROM ehr.provenance JOIN ehr.patient ON patient.id = patient_id
      WHERE mrn = 'T-1' AND actor_subject = 'ehr-bundle' GROUP BY target ORDER BY target`;
    expect(await there.query(rows)).toEqual([
      { target: 'medication', rows: 2 },
      { target: 'patient', rows: 1 },
    ]);
  });

  it('writes nothing into the record of somebody who is here already, and needs no prescriber to be in the Bundle', async () => {
    const [john] = await there.query("SELECT id FROM ehr.patient WHERE mrn = 'MRN001'");
    const rowsOf = async (id: unknown) => {
      const tables = ['allergy', 'medication', 'lab_order', 'lab_component', 'vital_sign', 'appointment'];
      const counts = tables.map(
        (table) => `(SELECT count(*)::int FROM ehr.${table} WHERE patient_id = $1) AS ${table}`,
      );
      return there.query(`SELECT ${counts.join(', ')}`, [id]);
    };
    const before = await rowsOf(john?.['id']);
    const [his, hers] = [{ reference: `Patient/${john?.['id']}` }, { reference: 'Patient/q' }];
    const category = [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ];
    const potassium = { resourceType: 'Observation', status: 'final', category, valueInteger: 4 };
    const result = { ...potassium, code: { text: 'Potassium' }, effectiveDateTime: '2026-03-02T10:00:00Z' };
    const order = { resourceType: 'MedicationRequest', status: 'active', intent: 'order', authoredOn: '2026-03-02' };
    const allergy = { resourceType: 'AllergyIntolerance', code: { text: 'Latex' } };
    const active = {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
    };
    const resources = [
      {
        resourceType: 'Patient',
        id: 'q',
        identifier: [{ system: 'urn:caregate:mrn', value: 'T-2' }],
        name: [{ family: 'Okafor', given: ['Eve'] }],
        birthDate: '1961-04-12',
      },
      { ...allergy, id: 'his', clinicalStatus: active, patient: his },
      { ...order, id: 'his-order', medicationCodeableConcept: { text: 'Pill' }, subject: his },
      { ...result, id: 'his-lone-result', subject: his },
      { ...result, id: 'his-result', subject: his },
      { ...result, id: 'her-result', subject: hers },
      {
        resourceType: 'DiagnosticReport',
        id: 'her-report',
        status: 'final',
        category,
        code: { text: 'Potassium' },
        subject: hers,
        effectiveDateTime: '2026-03-02T10:00:00Z',
        result: [{ reference: 'Observation/his-result' }, { reference: 'Observation/her-result' }],
      },
      {
        ...order,
        id: 'her-order',
        medicationCodeableConcept: { text: 'Pill' },
        subject: hers,
        requester: { reference: 'Practitioner/elsewhere', display: 'Dr. Far Away' },
      },
    ];
    const bundle = { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) };
    const { status, output } = await run(there, ['import'], JSON.stringify(bundle));
    expect([status, await rowsOf(john?.['id'])]).toEqual([0, before]);
    for (const place of [1, 2, 3, 4]) expect(output).toContain(`Bundle.entry[${place}]`);
    const [eve] = await there.query("SELECT id FROM ehr.patient WHERE mrn = 'T-2'");
    expect(await rowsOf(eve?.['id'])).toMatchObject([{ allergy: 0, medication: 1, lab_order: 1, lab_component: 1 }]);
    expect(await there.query('SELECT prescriber FROM ehr.medication WHERE patient_id = $1', [eve?.['id']])).toEqual([
      { prescriber: 'Dr. Far Away' },
    ]);
  });

  it.each([[[]], [['export']], [['import', 'MRN001']], [['delete', 'MRN001']]])(
    'explains itself for %j',
    async (args) => {
      expect(await run(here, args)).toMatchObject({ status: 2, output: '', error: expect.stringContaining('Usage') });
    },
  );
});

/** When a Bundle or a row was written is not what it says, nor that it was imported. */
function timeless(json: string): unknown {
  return JSON.parse(json, (key, value: unknown) => {
    if (key === 'entry') return (value as { resource: object }[]).filter(({ resource }) => !isOfImport(resource));
    return key === 'timestamp' || key === 'lastUpdated' ? undefined : value;
  });
}
