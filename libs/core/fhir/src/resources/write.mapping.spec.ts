import { complaintsAbout } from '../fixtures/r4-validator.fixture.js';
import { writeToFhir } from './write.mapping.js';

const write = {
  id: 'w',
  targetType: 'MedicationRequest',
  targetId: 'm',
  besides: [],
  tool: 'discontinue_medication',
  activity: 'update',
  reason: 'Interaction weighed',
  actorSubject: 'agent-1',
  actorRole: 'doctor',
  actorClient: 'assistant',
  onBehalfOf: 'doctor-1',
  recordedAt: new Date('2026-03-02T10:00:00Z'),
} as const;

describe('the Provenance of a write (feature X09)', () => {
  it('says who wrote what, for whom, by which application and why', () => {
    expect(writeToFhir(write)).toMatchObject({
      target: [{ reference: 'MedicationRequest/m' }],
      activity: { coding: [{ code: 'UPDATE' }], text: 'discontinue_medication' },
      reason: [{ text: 'Interaction weighed' }],
      agent: [
        {
          who: { identifier: { value: 'agent-1' } },
          role: [{ text: 'doctor' }],
          onBehalfOf: { identifier: { value: 'doctor-1' } },
        },
        { who: { identifier: { value: 'assistant' } } },
      ],
    });
  });

  it('is valid by the R4 definitions, with much said and with little', () => {
    expect(complaintsAbout(writeToFhir(write))).toEqual([]);
    expect(
      complaintsAbout(
        writeToFhir({ ...write, activity: 'create', tool: null, reason: null, onBehalfOf: null, actorRole: null }),
      ),
    ).toEqual([]);
  });
});
