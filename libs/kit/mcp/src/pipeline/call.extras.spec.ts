import { givenAssignment, givenCaller, janeId, johnId } from '../fixture/callers.fixture.js';
import { answerIn, givenPipeline } from '../fixture/pipeline.fixture.js';

const radiologist = givenCaller({ scopes: ['read:imaging'] });

function givenRadiology() {
  const given = givenPipeline();
  given.verifier.accept('doctor', radiologist);
  return given;
}

describe('a picture', () => {
  it('stands behind the text of the answer, and not in its structure', async () => {
    const { outcome } = givenRadiology();
    await expect(outcome('look_at_image', { mrn: 'MRN001' })).resolves.toMatchObject({
      result: {
        content: [
          { type: 'text', text: '{\n  "status": "success"\n}' },
          { type: 'image', data: Buffer.from('picture').toString('base64'), mimeType: 'image/png' },
        ],
        structuredContent: { status: 'success' },
      },
    });
  });

  it('is not shown when the audit record cannot be written', async () => {
    const { outcome, trail } = givenRadiology();
    trail.broken = true;
    const ended = await outcome('look_at_image', { mrn: 'MRN001' });
    expect(ended.kind === 'result' && ended.result.content).toHaveLength(1);
    expect(answerIn(ended)).toMatchObject({ code: 'audit.write.failed' });
  });
});

describe('the part of the record that a call is about', () => {
  it.each([
    ['MRN001', johnId, 'success'],
    ['MRN002', janeId, 'refused'],
  ])('is on the trail for %s', async (mrn, patientId, outcome) => {
    const { call, trail, authorizer } = givenRadiology();
    authorizer.relations.splice(0, 1, givenAssignment());
    await call('look_at_image', { mrn });
    expect(trail.entries).toEqual([
      expect.objectContaining({ patientId, outcome, entity: { type: 'ImagingStudy', id: '2.25.1' } }),
    ]);
  });
});

describe('an error', () => {
  it('says what the clients of one server look for, and never less than every server says', async () => {
    const errorFields = () => ({ type: 'not_permitted', code: 'forged', message: 'forged' });
    const { call } = givenPipeline({ errorFields });
    await expect(call('get_patient', { mrn: 'MRN002' })).resolves.toMatchObject({
      type: 'not_permitted',
      code: 'access.patient.refused',
      message: expect.not.stringContaining('forged'),
    });
  });
});
