import { givenCaller, givenRelation } from '@caregate/testing';
import { givenChart, readScopes, type GivenChart } from './given-chart.fixture.js';
import { givenFacade, type GivenFacade } from './given-facade.fixture.js';

describe('what was entered in error, over FHIR', () => {
  let facade: GivenFacade;
  let chart: GivenChart;

  beforeAll(async () => {
    facade = await givenFacade();
    chart = await givenChart(facade.database);
    for (const table of ['vital_sign', 'lab_order', 'lab_component', 'medication', 'allergy', 'appointment'])
      await facade.database.query(`UPDATE ehr.${table} SET status = 'entered_in_error'`);
    await facade.database.query(
      `INSERT INTO ehr.provenance (patient_id, target, target_id, activity, before, reason, tool, actor_kind,
         actor_subject, actor_role, actor_client, request_id)
       SELECT $1, target, id, 'nullify', '{}', 'Wrong patient', 'withdraw_lab_order', 'user', 'doctor-9', 'nurse', 'app', 'r1'
       FROM (VALUES ('vital_sign', $2::uuid), ('lab_order', $3), ('medication', $4), ('allergy', $5), ('appointment', $6))
         AS t (target, id)`,
      [chart.john, chart.ids.vitals, chart.ids.order, chart.ids.medication, chart.ids.allergy, chart.ids.appointment],
    );
    const caller = givenCaller({ subject: 'doctor-1', scopes: readScopes });
    facade.admit('doctor', caller, [givenRelation('doctor-1', chart.john)]);
    const patient = givenCaller({ subject: 'john', role: 'patient', scopes: ['read:own_records', 'read:providers'] });
    facade.admit('patient', patient, [givenRelation('john', chart.john, 'self')]);
    const parent = givenCaller({ subject: 'parent', role: 'patient', scopes: readScopes });
    facade.admit('parent', parent, [givenRelation('parent', chart.john, 'family')]);
    // Is a doctor, and the patient here.
    const colleague = givenCaller({ subject: 'doctor-2', scopes: readScopes });
    facade.admit('colleague', colleague, [
      givenRelation('doctor-2', chart.john, 'self'),
      givenRelation('doctor-2', chart.john),
    ]);
  });
  afterAll(() => facade.end());

  const found = async (query: string) => {
    const { body } = await facade.get(`/${query}`, 'doctor');
    const entries = (body['entry'] ?? []) as { resource: Record<string, unknown> }[];
    return entries.map(({ resource }) => resource).filter(({ resourceType }) => query.startsWith(String(resourceType)));
  };

  it.each(['Observation', 'DiagnosticReport', 'MedicationRequest'])('is found as such: %s', async (type) => {
    const all = await found(`${type}?patient=${chart.john}`);
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['entered-in-error']));
    expect(await found(`${type}?patient=${chart.john}&status=entered-in-error`)).toEqual(all);
    expect(await found(`${type}?patient=${chart.john}&status=final,active,completed`)).toEqual([]);
  });

  it('is an allergy without a clinical status (R4 ait-2)', async () => {
    const [allergy] = await found(`AllergyIntolerance?patient=${chart.john}&verification-status=entered-in-error`);
    expect(allergy).toMatchObject({ verificationStatus: { coding: [{ code: 'entered-in-error' }] } });
    expect(allergy).not.toHaveProperty('clinicalStatus');
    expect(await found(`AllergyIntolerance?patient=${chart.john}&clinical-status=active`)).toEqual([]);
    const [short] = await found(`AllergyIntolerance?patient=${chart.john}&_elements=code`);
    expect(short).toHaveProperty('verificationStatus');
  });

  it('is told with who withdrew it and why', async () => {
    const { vitals, order, component, medication, allergy } = chart.ids;
    for (const target of [
      `Observation/${vitals}-heart-rate`,
      `DiagnosticReport/${order}`,
      `Observation/${component}`,
      `MedicationRequest/${medication}`,
      `AllergyIntolerance/${allergy}`,
    ]) {
      const provenances = await found(`Provenance?target=${target}`);
      expect(provenances).toContainEqual(
        expect.objectContaining({
          activity: { coding: [expect.objectContaining({ code: 'NULLIFY' })], text: 'withdraw_lab_order' },
          reason: [{ text: 'Wrong patient' }],
        }),
      );
    }
    expect((await facade.get(`/Provenance/${vitals}-withdrawn-1`, 'doctor')).status).toBe(200);
  });

  describe.each(['patient', 'parent', 'colleague'])('for who is no clinician of the patient (%s)', (who) => {
    const get = async (path: string) => facade.get(path, who);
    const content =
      /Hemoglobin|13\.5|CBC|LAB1|Lisinopril|10 mg|MED1|Penicillin|Office Visit|APT1|Sarah|160\.5|-weight|61,|2026-0[235]|Wrong|doctor-9|nurse-1/;
    const types = ['Observation', 'DiagnosticReport', 'MedicationRequest', 'AllergyIntolerance', 'Appointment'];

    it.each(types)('is told to be there, and not what it said: %s', async (type) => {
      const { status, body } = await get(`/${type}?patient=${chart.john}`);
      const entries = (body['entry'] ?? []) as { resource: Record<string, unknown> }[];
      expect([status, entries.length > 0]).toEqual([200, true]);
      expect(JSON.stringify(body)).not.toMatch(content);
      for (const { resource } of entries) {
        expect(JSON.stringify(resource)).toContain('entered-in-error');
        const one = await get(`/${type}/${String(resource['id'])}`);
        expect([one.status, one.body]).toEqual([200, resource]);
      }
    });

    it('has in place of what R4 wants that it is masked', async () => {
      const { body } = await get(`/Appointment?patient=${chart.john}`);
      const { extension } = { extension: [expect.objectContaining({ valueCode: 'masked' })] };
      expect(body['entry']).toMatchObject([{ resource: { _start: { extension }, _end: { extension } } }]);
    });

    it('is found by nothing that it said', async () => {
      for (const query of [
        `Observation?patient=${chart.john}&code:text=Hemoglobin`,
        `Observation?patient=${chart.john}&code=8867-4`,
        `Observation?patient=${chart.john}&date=2026-03-02`,
        `MedicationRequest?patient=${chart.john}&identifier=MED1`,
        `Appointment?patient=${chart.john}&date=2026-05-04`,
      ]) {
        const { body } = await get(`/${query}`);
        expect({ query, entry: body['entry'] }).toEqual({ query, entry: undefined });
      }
      expect((await get(`/Observation/${chart.ids.vitals}-heart-rate`)).status).toBe(404);
      expect((await get(`/Provenance/${chart.ids.vitals}-provenance`)).status).toBe(404);
    });

    it('is told when and in which role it was withdrawn, and neither by whom nor why', async () => {
      for (const path of [
        `/Provenance?target=MedicationRequest/${chart.ids.medication}`,
        `/Provenance?target=Observation/${chart.ids.vitals}`,
        `/AllergyIntolerance?patient=${chart.john}&_revinclude=Provenance:target`,
        `/DiagnosticReport?patient=${chart.john}&_revinclude=Provenance:target`,
      ]) {
        const { body } = await get(path);
        const text = JSON.stringify(body);
        expect(text).toContain('NULLIFY');
        expect(text).toMatch(/"role":\[\{"text":"nurse"\}\]/);
        expect(text).not.toMatch(content);
      }
    });

    it('is nowhere in the whole of the chart, nor is who treats somebody else', async () => {
      const { status, body } = await get(`/Patient/${chart.john}/$everything`);
      expect(status).toBe(200);
      const text = JSON.stringify(body);
      expect(text).not.toMatch(content);
      for (const type of types) expect(text).toContain(`"resourceType":"${type}"`);
      expect(text).not.toContain('"resourceType":"Practitioner"');
    });
  });

  it('is shown to clinicians in the whole of the chart', async () => {
    const { body } = await facade.get(`/Patient/${chart.john}/$everything`, 'doctor');
    for (const word of ['Hemoglobin', 'Lisinopril', 'Penicillin', 'Office Visit'])
      expect(JSON.stringify(body)).toContain(word);
  });
});
