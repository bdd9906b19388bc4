import { givenCaller } from '@caregate/testing';
import { givenChart, type GivenChart } from './given-chart.fixture.js';
import { givenFacade, type GivenFacade } from './given-facade.fixture.js';

describe('who corrected vital signs', () => {
  let facade: GivenFacade;
  let ids: GivenChart['ids'];

  beforeAll(async () => {
    facade = await givenFacade();
    const chart = await givenChart(facade.database);
    ids = chart.ids;
    await facade.database.query(
      `INSERT INTO ehr.provenance (patient_id, target, target_id, activity, before, reason, tool, actor_kind,
         actor_subject, actor_client, request_id)
       VALUES ($1, 'vital_sign', $2, 'create', NULL, NULL, 'spec', 'user', 'nurse-7', 'app', 'r1'),
              ($1, 'vital_sign', $2, 'update', '{}', 'Typed in the wrong unit', 'spec', 'user', 'doctor-9', 'app', 'r2')`,
      [chart.john, ids.vitals],
    );
    facade.admit('system', givenCaller({ kind: 'client', role: 'system', subject: 'lab', scopes: ['read:vitals'] }));
    facade.admit('labs', givenCaller({ kind: 'client', role: 'system', subject: 'lab', scopes: ['read:labs'] }));
  });
  afterAll(() => facade.end());

  const read = async (path: string, token = 'system') => facade.get(path, token);

  it('is told beside who recorded them, with the reason, of every Observation of the recording', async () => {
    const { body } = await read(`/Provenance?target=Observation/${ids.vitals}-heart-rate`);
    const entries = body['entry'] as { resource: Record<string, unknown> }[];
    const found = entries.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === 'Provenance');
    expect(found).toHaveLength(2);
    const correction = found.find(({ id }) => id === `${ids.vitals}-corrected-1`);
    expect(correction).toMatchObject({
      reason: [{ text: 'Typed in the wrong unit' }],
      activity: { coding: [{ code: 'UPDATE' }] },
      agent: [{ who: { identifier: { value: 'doctor-9' } } }, {}],
      target: found.find(({ id }) => id === `${ids.vitals}-provenance`)?.['target'],
    });
  });

  it('is read by its own address, by whom vital signs are open to', async () => {
    const address = `/Provenance/${ids.vitals}-corrected-1`;
    expect((await read(address)).status).toBe(200);
    expect((await read(address, 'labs')).status).toBe(403);
    expect((await read(`/Provenance/${ids.vitals}-corrected-2`)).status).toBe(404);
  });
});
