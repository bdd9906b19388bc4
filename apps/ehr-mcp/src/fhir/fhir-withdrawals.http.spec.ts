import { givenCaller } from '@caregate/testing';
import { givenChart, readScopes, related, type GivenChart } from './given-chart.fixture.js';
import { givenFacade, type GivenFacade } from './given-facade.fixture.js';

describe('what was entered in error, over FHIR', () => {
  let facade: GivenFacade;
  let chart: GivenChart;

  beforeAll(async () => {
    facade = await givenFacade();
    chart = await givenChart(facade.database);
    for (const table of ['vital_sign', 'lab_order', 'lab_component', 'medication', 'allergy'])
      await facade.database.query(`UPDATE ehr.${table} SET status = 'entered_in_error'`);
    await facade.database.query(
      `INSERT INTO ehr.provenance (patient_id, target, target_id, activity, before, reason, tool, actor_kind,
         actor_subject, actor_client, request_id)
       SELECT $1, target, id, 'nullify', '{}', 'Wrong patient', 'withdraw_lab_order', 'user', 'doctor-9', 'app', 'r1'
       FROM (VALUES ('vital_sign', $2::uuid), ('lab_order', $3), ('medication', $4), ('allergy', $5)) AS t (target, id)`,
      [chart.john, chart.ids.vitals, chart.ids.order, chart.ids.medication, chart.ids.allergy],
    );
    const caller = givenCaller({ subject: 'doctor-1', scopes: readScopes });
    facade.admit('doctor', caller, [related('doctor-1', 'assignment', chart.john)]);
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
          activity: { coding: [expect.objectContaining({ code: 'NULLIFY' })] },
          reason: [{ text: 'Wrong patient' }],
        }),
      );
    }
    expect((await facade.get(`/Provenance/${vitals}-withdrawn-1`, 'doctor')).status).toBe(200);
  });
});
