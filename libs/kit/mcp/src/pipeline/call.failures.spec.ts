import { DomainError } from '@caregate/core-errors';
import { z } from 'zod';
import { givenCaller, givenOrganisation } from '../fixture/callers.fixture.js';
import { givenPipeline } from '../fixture/pipeline.fixture.js';
import type { Clinic } from '../fixture/clinic.fixture.js';
import { defineTool } from '../tool/define-tool.js';
import { ToolRegistry } from '../tool/tool.registry.js';

const john = { mrn: 'MRN001' };

describe('an audit trail that cannot be written', () => {
  it('keeps a read from happening', async () => {
    const { call, clinic, trail } = givenPipeline();
    trail.broken = true;
    await expect(call('get_patient', john)).resolves.toMatchObject({ code: 'audit.write.failed' });
    expect(clinic.reads).toEqual([]);
  });

  it('keeps a change from happening, in its own transaction', async () => {
    const { call, clinic, trail } = givenPipeline();
    trail.broken = true;
    await expect(call('record_vital_signs', { ...john, heart_rate: 60 })).resolves.toMatchObject({
      code: 'audit.write.failed',
    });
    expect(clinic.written).toEqual([]);
  });

  it.each([
    ['a refusal', 'get_patient', { mrn: 'MRN002' }],
    ['a public call', 'status', {}],
  ])('is what the caller of %s hears of', async (_case, tool, given) => {
    const { call, trail } = givenPipeline();
    trail.broken = true;
    await expect(call(tool, given)).resolves.toMatchObject({ code: 'audit.write.failed' });
  });

  it('is what the caller of an unknown tool hears of', async () => {
    const { outcome, trail } = givenPipeline();
    trail.broken = true;
    await expect(outcome('no_such_tool')).resolves.toMatchObject({ error: { code: 'audit.write.failed' } });
  });

  it('is logged with its cause', async () => {
    const { call, trail, logger } = givenPipeline();
    trail.broken = true;
    await call('get_patient', john);
    expect(logger.lines[0]).toContain('"code":"audit.write.failed"');
    expect(logger.lines[0]).toContain('"frames":["at FakeTrail.record');
  });
});

describe('a change', () => {
  it('is on the trail once, by the tool, in the transaction of the change', async () => {
    const { call, clinic, trail } = givenPipeline();
    await call('record_vital_signs', { ...john, heart_rate: 60 });
    expect(clinic.written).toEqual(['MRN001:60']);
    expect(trail.entries).toEqual([expect.objectContaining({ event: 'vitals.recorded', outcome: 'success' })]);
  });

  it('by a tool that forgot the trail is answered as a failure', async () => {
    const { call, verifier } = givenPipeline();
    verifier.accept('clerk', givenCaller({ scopes: ['read:providers'] }));
    await expect(call('crash', { how: 'forgets' }, { token: 'clerk' })).resolves.toMatchObject({
      code: 'service.internal',
    });
  });
});

describe('a failure', () => {
  const clerk = givenCaller({ scopes: ['read:providers'] });

  it('tells the caller an id and nothing else', async () => {
    const { call, verifier } = givenPipeline();
    verifier.accept('clerk', clerk);
    await expect(call('crash', { how: 'throws' }, { token: 'clerk' })).resolves.toEqual({
      status: 'error',
      message: 'The operation failed. Quote the error id when you report it.',
      tool: 'crash',
      code: 'service.internal',
      request_id: 'request-1',
    });
  });

  it('tells the log where it happened, without its words, which may be about a person', async () => {
    const { call, verifier, logger } = givenPipeline();
    verifier.accept('clerk', clerk);
    await call('crash', { how: 'throws' }, { token: 'clerk' });
    expect(logger.lines[0]).toContain('"requestId":"request-1"');
    expect(logger.lines[0]).toContain('clinic.fixture');
    expect(logger.lines.join()).not.toMatch(/John|000-00/);
  });

  it('follows the success on the trail', async () => {
    const { call, authorizer, trail } = givenPipeline();
    authorizer.relations.push(givenOrganisation('dr-house'));
    await call('get_patient', { mrn: 'MRN999' });
    expect(trail.entries).toEqual([
      expect.objectContaining({ outcome: 'success' }),
      expect.objectContaining({
        outcome: 'failure',
        decision: 'organisation',
        detail: { tool: 'get_patient', code: 'ehr.patient.not_found' },
      }),
    ]);
  });

  it('is what an output of another shape is: nothing of it leaves', async () => {
    const { outcome, verifier, logger } = givenPipeline();
    verifier.accept('clerk', clerk);
    const answer = await outcome('crash', { how: 'leaks' }, { token: 'clerk' });
    expect(JSON.stringify(answer)).toContain('service.internal');
    expect(JSON.stringify(answer)).not.toContain('000-00');
    expect(logger.lines[0]).toContain('unrecognized_keys');
  });

  it('of the verifier is internal, and not the fault of the token', async () => {
    const { call, verifier } = givenPipeline();
    Object.assign(verifier, { verify: () => Promise.reject(new Error('no network')) });
    await expect(call('get_patient', john)).resolves.toMatchObject({ code: 'service.internal' });
  });

  it('of the authorizer, whose view is stale, refuses', async () => {
    const { call, clinic, authorizer, trail } = givenPipeline();
    Object.assign(authorizer, { decide: () => Promise.reject(new DomainError('access.view.stale')) });
    await expect(call('get_patient', john)).resolves.toMatchObject({ code: 'access.view.stale' });
    expect(clinic.reads).toEqual([]);
    expect(trail.entries).toEqual([expect.objectContaining({ outcome: 'refused', decision: 'access.view.stale' })]);
  });
});

describe('a patient resolver', () => {
  const given = (patient: () => string) =>
    givenPipeline({
      tools: new ToolRegistry<Clinic>([
        defineTool({
          name: 'peep',
          title: 'Peep',
          description: 'Resolves badly.',
          input: z.strictObject({}),
          output: z.strictObject({}),
          permission: 'patient:read',
          audit: 'patient.read',
          hints: { readOnly: true },
          patient,
          run: () => ({}),
        }),
      ]),
    });

  it('that throws "not found" says no more than one that finds nobody', async () => {
    const { call } = given(() => {
      throw new DomainError('ehr.patient.not_found');
    });
    await expect(call('peep')).resolves.toMatchObject({ code: 'access.patient.refused' });
  });

  it('that breaks is a failure, not a refusal', async () => {
    const { call, trail } = given(() => {
      throw new TypeError('no database');
    });
    await expect(call('peep')).resolves.toMatchObject({ code: 'service.internal' });
    expect(trail.entries).toEqual([expect.objectContaining({ outcome: 'failure' })]);
  });
});

describe('a call that takes too long', () => {
  it('is ended, told so, and on the trail as a failure', async () => {
    const { call, clinic, trail } = givenPipeline({ callMilliseconds: 5 });
    await expect(call('wait')).resolves.toMatchObject({ code: 'service.timeout' });
    expect(clinic.contexts[0]?.signal.aborted).toBe(true);
    expect(trail.entries.map(({ outcome }) => outcome)).toEqual(['success', 'failure']);
    clinic.release();
  });

  it('changes nothing after that, for its caller may repeat it', async () => {
    const { call, clinic, trail } = givenPipeline({ callMilliseconds: 5 });
    await call('wait');
    const written = trail.entries.length;
    // A change and its entry on the trail are one transaction, which this ends.
    const late = clinic.contexts[0]?.recordIn(Object.create(null));
    await expect(late).rejects.toMatchObject({ code: 'service.timeout' });
    expect(trail.entries).toHaveLength(written);
    clinic.release();
  });

  it('hears when its caller hangs up', async () => {
    const { call, clinic } = givenPipeline();
    const hangUp = new AbortController();
    const answer = call('wait', {}, { signal: hangUp.signal });
    await clinic.arrived(1);
    expect(clinic.contexts[0]?.signal.aborted).toBe(false);
    hangUp.abort();
    expect(clinic.contexts[0]?.signal.aborted).toBe(true);
    clinic.release();
    await answer;
  });

  it('knows when its caller had hung up before it began', async () => {
    const { call, clinic } = givenPipeline();
    const answer = call('wait', {}, { signal: AbortSignal.abort() });
    await clinic.arrived(1);
    expect(clinic.contexts[0]?.signal.aborted).toBe(true);
    clinic.release();
    await answer;
  });
});

describe('a registry', () => {
  it('does not take two tools of one name', () => {
    const { clinic: _clinic } = givenPipeline();
    const tool = defineTool({
      name: 'twin',
      title: 'Twin',
      description: 'One of two.',
      input: z.strictObject({}),
      output: z.strictObject({}),
      permission: 'public',
      audit: 'token.validated',
      hints: { readOnly: true },
      run: () => ({}),
    });
    expect(() => new ToolRegistry([tool, tool])).toThrow('Two tools have the same name.');
  });
});
