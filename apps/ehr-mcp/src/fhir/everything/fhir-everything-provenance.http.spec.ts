import { importBundle } from '@caregate/core-fhir';
import { givenCaller, givenRelation } from '@caregate/testing';
import type { Provenance } from 'fhir/r4.js';
import { givenChart, givenWrites, readScopes, type GivenChart } from '../given-chart.fixture.js';
import { givenFacade, type GivenFacade } from '../given-facade.fixture.js';
import { entriesOf } from '../searchset.fixture.js';
import { vitalJudgements } from '../sources/vital-judgements.js';

let facade: GivenFacade;
let chart: GivenChart;

beforeAll(async () => {
  facade = await givenFacade();
  chart = await givenChart(facade.database);
  await givenWrites(facade.database, chart);
  const his = [givenRelation('doctor-1', chart.john)];
  facade.admit('doctor', givenCaller({ subject: 'doctor-1', scopes: readScopes }), his);
  facade.admit('allergies', givenCaller({ subject: 'doctor-1', scopes: ['read:patients', 'read:allergies'] }));
  const smart = ['user/Patient.rs', 'user/MedicationRequest.rs', 'user/AllergyIntolerance.rs'];
  facade.admit('smart', givenCaller({ subject: 'doctor-1', scopes: smart }));
});
afterAll(() => facade.end());

const everything = async (token: string, query = '') => {
  const { body } = await facade.get(`/Patient/${chart.john}/$everything${query}`, token);
  return { body, provenances: entriesOf(body).flatMap(({ resource }) => (isProvenance(resource) ? [resource] : [])) };
};
const isProvenance = (resource: { readonly resourceType: string }): resource is Provenance =>
  resource.resourceType === 'Provenance';
const told = (provenances: readonly Provenance[]) =>
  provenances.map(({ target, activity }) => [target[0]?.reference, activity?.text]);

describe('who wrote a row, among everything of a patient (feature X09)', () => {
  it('is told of every kind of row, with why, for whom, and the results of a report', async () => {
    const { john, ids } = chart;
    const { provenances } = await everything('doctor');
    const expected = [
      [`Patient/${john}`, 'create_patient'],
      [`Appointment/${ids.appointment}`, 'schedule_appointment'],
      [`MedicationRequest/${ids.medication}`, 'prescribe_medication'],
      [`MedicationRequest/${ids.medication}`, 'refill_medication'],
      [`AllergyIntolerance/${ids.allergy}`, 'add_allergy'],
      [`DiagnosticReport/${ids.order}`, 'order_lab'],
      [`DiagnosticReport/${ids.order}`, 'record_lab_results'],
      [`Observation/${ids.vitals}`, undefined],
      [`Observation/${ids.vitals}`, 'record_vital_signs'],
    ];
    expect(told(provenances)).toEqual(expect.arrayContaining(expected));
    expect(provenances).toHaveLength(expected.length);
    const by = (tool: string) => provenances.find(({ activity }) => activity?.text === tool);
    expect(by('record_lab_results')?.target).toContainEqual({ reference: `Observation/${ids.component}` });
    expect(by('order_lab')?.target).toHaveLength(1);
    expect(by('prescribe_medication')?.reason).toEqual([{ text: 'Desensitised last week' }]);
    expect(by('refill_medication')?.agent[0]).toMatchObject({ onBehalfOf: { identifier: { value: 'doctor-1' } } });
  });

  it('says what a read and a search of Provenance say', async () => {
    const { provenances } = await everything('doctor');
    for (const provenance of provenances) {
      expect((await facade.get(`/Provenance/${provenance.id}`, 'doctor')).body).toEqual(provenance);
      const { body } = await facade.get(`/Provenance?target=${provenance.target[0]?.reference}`, 'doctor');
      expect(entriesOf(body).map(({ resource }) => resource)).toContainEqual(provenance);
    }
  });

  it('is imported again with nothing left over', async () => {
    const { body } = await everything('doctor');
    const { chart: again, issues } = importBundle(body, { judge: vitalJudgements('America/New_York') });
    expect([issues, again.provenances.length, again.writes.length]).toEqual([[], 1, 8]);
  });

  it('is alone where nothing else is asked for, of the care of that time', async () => {
    const { body, provenances } = await everything('doctor', '?_type=Provenance');
    expect([entriesOf(body).length, provenances.length]).toEqual([9, 9]);
    const visits = await everything('doctor', '?_type=Provenance&start=2026-05-01&end=2026-05-31');
    expect(
      told(visits.provenances)
        .map(([, tool]) => tool)
        .toSorted(),
    ).toEqual(['add_allergy', 'create_patient', 'schedule_appointment']);
  });

  it('is not told to whom the row is not open, nor without the scope of Provenance', async () => {
    const { provenances } = await everything('allergies');
    expect(told(provenances).map(([, tool]) => tool)).toEqual(['create_patient', 'add_allergy']);
    const { body, provenances: none } = await everything('smart');
    expect([none, JSON.stringify(body).includes('Without who wrote prescriptions')]).toEqual([[], true]);
  });
});
