import { z } from 'zod';
import { givenAssignment, givenCaller, janeId } from '../fixture/callers.fixture.js';
import { clinicTools } from '../fixture/clinic.fixture.js';
import { givenPipeline } from '../fixture/pipeline.fixture.js';
import { defineTool } from '../tool/define-tool.js';
import { ToolRegistry } from '../tool/tool.registry.js';

const john = { mrn: 'MRN001' };
const jane = { mrn: 'MRN002' };
const breakGlassUrl = 'https://caregate.example.org/console/emergency';

const findPatients = defineTool({
  name: 'find_patients',
  title: 'Find patients',
  description: 'Those within reach.',
  input: z.strictObject({}),
  output: z.strictObject({ status: z.literal('success') }),
  permission: 'patient:search',
  audit: 'patient.searched',
  hints: { readOnly: true },
  run: async () => ({ status: 'success' as const }),
});

function given() {
  const tools = new ToolRegistry([...clinicTools, findPatients]);
  const pipeline = givenPipeline({ breakGlassUrl, tools });
  return { ...pipeline, tags: () => pipeline.trail.entries.map(({ detail }) => detail?.['breakGlass']) };
}

describe('what is done by a broken glass (feature X02)', () => {
  const glass = givenAssignment({ id: 'glass-1', kind: 'break-glass', patientId: janeId });

  it('names it on the trail, in reads, in writes and where it breaks off', async () => {
    const { call, authorizer, tags, trail } = given();
    authorizer.relations.push(glass);
    await call('get_patient', jane);
    await call('record_vital_signs', { ...jane, heart_rate: 70 });
    await call('get_patient', { ...jane, purpose: 'PATRQT' });
    expect(trail.entries.map(({ outcome }) => outcome)).toEqual(['success', 'success', 'refused']);
    expect(tags()).toEqual(['glass-1', 'glass-1', 'glass-1']);
  });

  it('names none where another relation opens the record', async () => {
    const { call, authorizer, tags } = given();
    authorizer.relations.push(glass);
    await call('get_patient', john);
    expect(tags()).toEqual([undefined]);
  });

  it('names every one in a search, which finds patients by them', async () => {
    const { call, authorizer, tags } = given();
    await call('find_patients');
    authorizer.relations.push(glass, { ...glass, id: 'glass-0', patientId: 'another' });
    await call('find_patients');
    expect(tags()).toEqual([undefined, 'glass-0 glass-1']);
  });
});

describe('a refusal for want of a relationship (feature X02)', () => {
  it('tells a clinician where to break the glass, in the same words for a patient whom nobody knows', async () => {
    const { call } = given();
    const refused = await call('get_patient', jane);
    expect(refused).toMatchObject({ code: 'access.patient.refused', break_glass_url: breakGlassUrl });
    expect(refused).toMatchObject({ message: expect.stringContaining(breakGlassUrl) });
    expect(await call('get_patient', { mrn: 'MRN999' })).toEqual(refused);
  });

  it('tells nobody who may not, and nothing where no page is configured', async () => {
    const { call, verifier } = given();
    verifier.accept('agent', givenCaller({ kind: 'agent', subject: 'summariser', onBehalfOf: 'dr-house' }));
    verifier.accept('machine', givenCaller({ kind: 'client' }));
    verifier.accept('radiologist', givenCaller({ role: 'radiologist' }));
    for (const token of ['agent', 'machine', 'radiologist'])
      expect(await call('get_patient', jane, { token })).not.toHaveProperty('break_glass_url');
    expect(await givenPipeline().call('get_patient', jane)).not.toHaveProperty('break_glass_url');
  });

  it('tells nothing of it where the scope is what is missing', async () => {
    const { call, verifier } = given();
    verifier.accept('narrow', givenCaller({ scopes: [] }));
    const refused = await call('get_patient', jane, { token: 'narrow' });
    expect(refused).toMatchObject({ code: 'access.scope.insufficient' });
    expect(refused).not.toHaveProperty('break_glass_url');
  });
});
