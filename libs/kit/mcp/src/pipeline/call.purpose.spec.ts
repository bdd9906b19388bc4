import { givenAssignment, givenCaller, janeId } from '../fixture/callers.fixture.js';
import { givenOrigin, givenPipeline } from '../fixture/pipeline.fixture.js';

const john = { mrn: 'MRN001' };
const jane = { mrn: 'MRN002' };

describe('the purpose of use (feature C08)', () => {
  it('is treatment for a clinician who gives none, in reads, writes and refusals', async () => {
    const { call, trail } = givenPipeline();
    await call('get_patient', john);
    await call('record_vital_signs', { ...john, heart_rate: 70 });
    await call('get_patient', jane);
    expect(trail.entries.map(({ outcome, purpose }) => [outcome, purpose])).toEqual([
      ['success', 'TREAT'],
      ['success', 'TREAT'],
      ['refused', 'TREAT'],
    ]);
  });

  it('is that of the patient in the own record, and of the family in that of a child', async () => {
    const { call, verifier, authorizer, trail } = givenPipeline();
    verifier.accept('patient', givenCaller({ role: 'patient', subject: 'john', scopes: ['read:own_records'] }));
    const mine = { subject: 'john', kind: 'self' } as const;
    const childs = { subject: 'john', kind: 'family', patientId: janeId } as const;
    authorizer.relations.push(givenAssignment(mine), givenAssignment(childs));
    await call('get_patient', john, { token: 'patient' });
    await call('get_patient', jane, { token: 'patient' });
    expect(trail.entries.map(({ purpose }) => purpose)).toEqual(['PATRQT', 'FAMRQT']);
  });

  it.each([
    ['among the arguments', { purpose: 'ETREAT' }, undefined, 'HRESCH'],
    ['in _meta, where the arguments give none', {}, 'ETREAT', 'HRESCH'],
    ['with the connection, where the call gives none', { purpose: '' }, undefined, 'ETREAT'],
  ])('is what the caller gives %s', async (_case, more, meta, ofOrigin) => {
    const { pipeline, trail, clinic } = givenPipeline();
    const request = { name: 'get_patient', arguments: { ...john, ...more }, purpose: meta };
    await pipeline.call(request, givenOrigin({ purpose: ofOrigin }));
    expect(trail.entries).toEqual([expect.objectContaining({ outcome: 'success', purpose: 'ETREAT' })]);
    expect(clinic.reads).toEqual(['MRN001']);
  });

  it.each([
    ['no code of HL7', 'curiosity', 'request.purpose.unknown', 'TREAT'],
    ['not of the role', 'PATRQT', 'request.purpose.refused', 'PATRQT'],
  ])('that is %s is refused before the record is read, on the trail', async (_case, purpose, code, recorded) => {
    const { call, trail, clinic } = givenPipeline();
    await expect(call('get_patient', { ...john, purpose })).resolves.toMatchObject({ status: 'error', code });
    expect(trail.entries).toEqual([expect.objectContaining({ outcome: 'refused', decision: code, purpose: recorded })]);
    expect(clinic.reads).toEqual([]);
  });

  it('is that the glass was broken, whatever else is given', async () => {
    const { call, authorizer, trail } = givenPipeline();
    authorizer.relations.push(givenAssignment({ kind: 'break-glass', patientId: janeId }));
    await call('get_patient', { ...jane, purpose: 'TREAT' });
    expect(trail.entries[0]).toMatchObject({ decision: 'break-glass', purpose: 'BTG' });
  });

  it('is nothing where nobody’s data is asked for', async () => {
    const { call, trail } = givenPipeline();
    await expect(call('status', { purpose: 'curiosity' })).resolves.toMatchObject({ status: 'success' });
    expect(trail.entries[0]).not.toHaveProperty('purpose');
  });
});
