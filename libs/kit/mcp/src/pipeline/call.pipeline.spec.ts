import { givenAssignment, givenCaller, givenOrganisation, janeId, johnId } from '../fixture/callers.fixture.js';
import { answerIn, givenOrigin, givenPipeline } from '../fixture/pipeline.fixture.js';

const john = { mrn: 'MRN001' };
const jane = { mrn: 'MRN002' };
const nobody = { mrn: 'MRN999' };

function refusal(tool: string, code: string, message: unknown = expect.any(String)) {
  return { status: 'error', message, tool, code, request_id: 'request-1' };
}

describe('a call', () => {
  it('is answered with the output, in text and in structure', async () => {
    const { outcome } = givenPipeline();
    await expect(outcome('get_patient', john)).resolves.toEqual({
      kind: 'result',
      result: {
        content: [{ type: 'text', text: '{\n  "status": "success",\n  "name": "John Doe"\n}' }],
        structuredContent: { status: 'success', name: 'John Doe' },
      },
    });
  });

  it('is on the audit trail before the record is read', async () => {
    const { call, clinic, trail } = givenPipeline();
    await call('get_patient', john);
    expect(clinic.contexts[0]).toMatchObject({ patientId: johnId, requestId: 'request-1', transport: 'websocket' });
    expect(trail.entries).toEqual([
      {
        event: 'patient.read',
        outcome: 'success',
        actor: { kind: 'user', subject: 'dr-house', clientId: 'console', role: 'doctor', address: '192.0.2.1' },
        source: 'ehr-mcp',
        transport: 'websocket',
        requestId: 'request-1',
        tokenId: 'token-1',
        patientId: johnId,
        permission: 'patient:read',
        decision: 'assignment',
        purpose: 'TREAT',
        detail: { tool: 'get_patient' },
      },
    ]);
  });

  it('shows a tool the relations of its caller', async () => {
    const { call, clinic } = givenPipeline();
    await call('get_patient', john);
    expect(clinic.contexts[0]?.relations).toEqual([givenAssignment()]);
  });

  it('shows a tool the relations of the person behind an agent, and puts both on the trail', async () => {
    const { call, clinic, verifier, trail } = givenPipeline();
    verifier.accept(
      'agent',
      givenCaller({ kind: 'agent', subject: 'summariser', onBehalfOf: 'dr-house', sessionId: 's-1' }),
    );
    await call('get_patient', john, { token: 'agent' });
    expect(clinic.contexts[0]?.relations).toEqual([givenAssignment()]);
    expect(trail.entries[0]).toMatchObject({ actor: { kind: 'agent', onBehalfOf: 'dr-house' }, sessionId: 's-1' });
  });

  it('says on the trail when the glass was broken', async () => {
    const { call, authorizer, trail } = givenPipeline();
    authorizer.relations.push(givenAssignment({ kind: 'break-glass', patientId: janeId }));
    await call('get_patient', jane);
    expect(trail.entries[0]).toMatchObject({ decision: 'break-glass', purpose: 'BTG' });
  });

  it('runs in a context of its own, so that log lines of the tool carry its id', async () => {
    const { call, contexts } = givenPipeline();
    await call('get_patient', john);
    expect(contexts).toEqual([
      {
        requestId: 'request-1',
        transport: 'websocket',
        address: '192.0.2.1',
        userAgent: 'spec',
        caller: expect.objectContaining({ subject: 'dr-house' }),
      },
    ]);
  });

  it('gets an id of its own on a connection that has none', async () => {
    const { call, trail } = givenPipeline();
    await call('get_patient', john, { requestId: undefined });
    await call('get_patient', john, { requestId: undefined });
    expect(new Set(trail.entries.map(({ requestId }) => requestId)).size).toBe(2);
  });

  it('is counted with its outcome, under names that strangers cannot choose', async () => {
    const { call, outcome, metrics } = givenPipeline();
    await call('get_patient', john);
    await call('get_patient', jane);
    await outcome('drop table');
    expect(metrics.calls.map(({ tool, outcome: end, code }) => [tool, end, code])).toEqual([
      ['get_patient', 'success', undefined],
      ['get_patient', 'refused', 'access.patient.refused'],
      ['unknown', 'refused', 'mcp.tool.unknown'],
    ]);
  });
});

describe('a refused call', () => {
  it.each([
    ['arguments that do not parse', { mrn: '' }, 'doctor', 'request.invalid'],
    ['an argument that it does not know', { mrn: 'MRN001', note: 'x' }, 'doctor', 'request.invalid'],
    ['no token', john, undefined, 'token.absent'],
    ['a token that nobody issued', john, 'forged', 'token.malformed'],
    ['a role that does not include the operation', john, 'admin', 'access.role.refused'],
    ['a token without the scope', john, 'narrow', 'access.scope.insufficient'],
    ['a patient of somebody else', jane, 'doctor', 'access.patient.refused'],
  ])('for %s reads nothing, and is on the trail', async (_case, given, token, code) => {
    const { call, clinic, verifier, trail } = givenPipeline();
    verifier.accept('admin', givenCaller({ role: 'admin' }));
    verifier.accept('narrow', givenCaller({ scopes: ['read:labs'] }));
    await expect(call('get_patient', given, { token })).resolves.toEqual(refusal('get_patient', code));
    expect(clinic.reads).toEqual([]);
    expect(trail.entries).toEqual([
      expect.objectContaining({ event: 'patient.read', outcome: 'refused', decision: code }),
    ]);
  });

  it('complains of the arguments before it complains of the token', async () => {
    const { call } = givenPipeline();
    await expect(call('get_patient', {}, { token: undefined })).resolves.toMatchObject({ code: 'request.invalid' });
  });

  it('names the scope that is missing, for doors that can challenge', async () => {
    const { outcome, verifier } = givenPipeline();
    verifier.accept('narrow', givenCaller({ scopes: [] }));
    await expect(outcome('get_patient', john, { token: 'narrow' })).resolves.toMatchObject({
      scopeRefused: { scopes: ['read:patients'], requestId: 'request-1' },
    });
  });

  it('of an unknown tool is an error of the protocol, and is on the trail', async () => {
    const { outcome, trail } = givenPipeline();
    await expect(outcome('no_such_tool')).resolves.toMatchObject({
      kind: 'unknown-tool',
      error: { code: 'mcp.tool.unknown' },
    });
    expect(trail.entries).toEqual([
      expect.objectContaining({ event: 'tool.refused', outcome: 'refused', decision: 'mcp.tool.unknown' }),
    ]);
  });
});

describe('a patient who does not exist', () => {
  it('looks to whoever reaches only some patients exactly like a patient of somebody else', async () => {
    const { call } = givenPipeline();
    await expect(call('get_patient', nobody)).resolves.toEqual(await call('get_patient', jane));
  });

  it('is missing to whoever reaches every patient', async () => {
    const { call, authorizer } = givenPipeline();
    authorizer.relations.push(givenOrganisation('dr-house'));
    await expect(call('get_patient', nobody)).resolves.toMatchObject({ code: 'ehr.patient.not_found' });
  });

  it('is missing to a system client', async () => {
    const { call, verifier } = givenPipeline();
    verifier.accept('laboratory', givenCaller({ kind: 'client', role: 'system', subject: 'laboratory' }));
    await expect(call('get_patient', nobody, { token: 'laboratory' })).resolves.toMatchObject({
      code: 'ehr.patient.not_found',
    });
  });
});

describe('the token of a call', () => {
  it('may be among its arguments, and is gone before they are parsed', async () => {
    const { call, trail } = givenPipeline();
    await expect(call('get_patient', { ...john, access_token: 'doctor' }, { token: undefined })).resolves.toMatchObject(
      {
        status: 'success',
      },
    );
    expect(JSON.stringify(trail.entries)).not.toContain('access_token');
  });

  it('is none when a model filled the argument with nothing', async () => {
    const { call } = givenPipeline();
    await expect(call('get_patient', { ...john, access_token: '' })).resolves.toMatchObject({ status: 'success' });
  });

  it('is a bad one when it is no text, and none when it is null', async () => {
    const { call } = givenPipeline();
    for (const token of [5, {}, ['doctor'], false])
      await expect(call('get_patient', { ...john, access_token: token })).resolves.toMatchObject({
        code: 'token.malformed',
        message: 'Invalid token: Invalid token',
      });
    await expect(call('get_patient', { ...john, access_token: null })).resolves.toMatchObject({ status: 'success' });
    await expect(call('get_patient', { ...john, purpose: null })).resolves.toMatchObject({ status: 'success' });
  });

  it('among the arguments takes the place of the connection’s, which is but a default', async () => {
    const { call, verifier } = givenPipeline();
    verifier.accept('admin', givenCaller({ role: 'admin' }));
    await expect(call('get_patient', { ...john, access_token: 'admin' })).resolves.toMatchObject({
      code: 'access.role.refused',
    });
  });

  it('is not accepted in two ways at once in one HTTP request (RFC 6750 §2)', async () => {
    const { call, verifier } = givenPipeline();
    verifier.accept('other', givenCaller());
    const given = { ...john, access_token: 'other' };
    await expect(call('get_patient', given, { transport: 'http' })).resolves.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining('not in both'),
    });
  });

  it('does not matter to a public tool, which learns who calls when it is good', async () => {
    const { call } = givenPipeline();
    await expect(call('status', {}, { token: 'forged' })).resolves.toMatchObject({ known: false });
    await expect(call('status')).resolves.toMatchObject({ known: true });
  });

  it('reaches a tool that is about tokens', async () => {
    const { call } = givenPipeline();
    await expect(call('validate_token', { access_token: 'doctor' }, { token: undefined })).resolves.toEqual({
      valid: true,
    });
    await expect(call('validate_token', { access_token: 'forged' }, { token: undefined })).resolves.toEqual({
      valid: false,
    });
  });

  it('is not verified again while the verifier remembers it', async () => {
    const { call, verifier } = givenPipeline();
    Object.assign(verifier, { peek: () => givenCaller() });
    await call('get_patient', john);
    expect(verifier.verified).toEqual([]);
  });
});

describe('a door', () => {
  it('can put on the trail what it turned away itself', async () => {
    const { pipeline, outcome, trail } = givenPipeline();
    const unknown = await outcome('no_such_tool');
    const { error } = unknown.kind === 'unknown-tool' ? unknown : { error: undefined };
    if (error === undefined) throw new Error('No tool has this name.');
    await pipeline.refuse({ name: 'get_patient', arguments: {} }, givenOrigin(), error);
    await pipeline.refuse({ name: 'no_such_tool', arguments: {} }, givenOrigin({ requestId: undefined }), error);
    expect(trail.entries.map(({ event, outcome: end }) => [event, end])).toEqual([
      ['tool.refused', 'refused'],
      ['patient.read', 'refused'],
      ['tool.refused', 'refused'],
    ]);
  });

  it('can wait until no call is running', async () => {
    const { pipeline, outcome, clinic } = givenPipeline();
    await pipeline.idle();
    const answer = outcome('wait');
    await clinic.arrived(1);
    const order: string[] = [];
    const idle = pipeline.idle().then(() => order.push('idle'));
    order.push('released');
    clinic.release();
    await Promise.all([idle, answer]);
    expect(order).toEqual(['released', 'idle']);
    expect(answerIn(await answer)).toEqual({});
  });
});
