import type { INestApplication } from '@nestjs/common';
import { bearer, type RawClient } from '../testing/raw-client.fixture.js';
import { agentsToken, doctorsToken, givenApp, narrowToken, strangersToken } from '../testing/given-app.fixture.js';
import { otherPatientId, patientId } from '../testing/ward.fixture.js';

describe.each(['fastify', 'express'] as const)('the door of a route on %s', (adapter) => {
  let app: INestApplication;
  let send: RawClient;
  let given: Awaited<ReturnType<typeof givenApp>>;

  beforeAll(async () => {
    given = await givenApp(adapter, {
      bearer: { resourceMetadataUrl: 'https://ward.example/.well-known/oauth-protected-resource' },
    });
    app = given.app;
    send = await given.listen();
  });
  beforeEach(() => void (given.trail.entries.length = 0));
  afterAll(() => app.close());

  it('answers a permitted caller with the schema of the answer and nothing more, and records it', async () => {
    const answer = await send(`/patients/${patientId}/summary`, bearer(doctorsToken));
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({ patientId, problems: ['Asthma'] });
    expect(given.trail.entries).toEqual([
      {
        event: 'patient.read',
        outcome: 'success',
        actor: {
          kind: 'user',
          subject: given.doctor.subject,
          clientId: given.doctor.clientId,
          role: 'doctor',
          address: '127.0.0.1',
        },
        patientId,
        permission: 'patient:read',
        decision: 'assignment',
        source: 'ward',
        transport: 'http',
        requestId: answer.headers['x-request-id'],
        tokenId: given.doctor.tokenId,
        detail: { handler: 'WardController.summary' },
      },
    ]);
  });

  it('challenges who shows no token, naming metadata and scope but no error (RFC 6750 §3.1), and records the refusal', async () => {
    const answer = await send(`/patients/${patientId}/summary`);
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe(
      'Bearer realm="caregate", resource_metadata="https://ward.example/.well-known/oauth-protected-resource", scope="read:patients"',
    );
    expect(given.trail.entries).toMatchObject([
      {
        event: 'patient.read',
        outcome: 'refused',
        actor: { kind: 'anonymous', subject: '', address: '127.0.0.1' },
        decision: 'token.absent',
        patientId,
        detail: { handler: 'WardController.summary' },
      },
    ]);
  });

  it('names to who shows no token only the narrowest of the scopes that would do', async () => {
    expect((await send('/providers')).headers['www-authenticate']).toMatch(/ scope="read:providers"$/);
  });

  it('records of an agent for whom it acts, and in which session', async () => {
    expect((await send(`/patients/${patientId}/summary`, bearer(agentsToken))).status).toBe(200);
    const actor = { kind: 'agent', subject: 'scribe', onBehalfOf: given.doctor.subject };
    expect(given.trail.entries).toMatchObject([{ actor, sessionId: 'session-1' }]);
  });

  it('tells who shows a bad token that it is invalid', async () => {
    const answer = await send('/admin', bearer(strangersToken));
    expect(answer.status).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'token.signature.invalid' });
    expect(answer.headers['www-authenticate']).toContain('error="invalid_token"');
    expect(given.trail.entries).toMatchObject([{ event: 'route.refused', decision: 'token.signature.invalid' }]);
  });

  it.each([
    ['another scheme', 'Basic ZG9jdG9yOnNlY3JldA=='],
    ['two tokens', `Bearer ${doctorsToken} ${doctorsToken}`],
    ['a token with a comma', `Bearer ${doctorsToken},x`],
    ['nothing after the scheme', 'Bearer '],
    ['a tab after the scheme', `Bearer\t${doctorsToken}`],
    ['a tab among the spaces', `Bearer \t${doctorsToken}`],
    ['nothing between scheme and token', `Bearer${doctorsToken}`],
  ])('refuses %s', async (_case, authorization) => {
    expect((await send('/admin', { headers: { authorization } })).status).toBe(401);
  });

  it.each(['Bearer  ', 'bearer    ', 'BEARER '])('takes a token after %j (RFC 9110 §11.4)', async (scheme) => {
    const authorization = `${scheme}${doctorsToken}`;
    expect((await send(`/patients/${patientId}/summary`, { headers: { authorization } })).status).toBe(200);
  });

  it('knows no API keys unless the app says what they look like', async () => {
    const answer = await send('/admin', { headers: { 'x-api-key': doctorsToken } });
    expect([answer.status, answer.json()['code']]).toEqual([401, 'token.absent']);
  });

  it('does not look for a token in the query (RFC 6750 §5.3)', async () => {
    expect((await send(`/patients/${patientId}/summary?access_token=${doctorsToken}`)).json()).toMatchObject({
      code: 'token.absent',
    });
  });

  it('refuses a caller whose role does not include it', async () => {
    const answer = await send('/admin', bearer(doctorsToken));
    expect(answer.status).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'access.role.refused' });
    expect(given.trail.entries).toMatchObject([
      {
        event: 'route.refused',
        outcome: 'refused',
        actor: { subject: given.doctor.subject },
        permission: 'user:manage',
      },
    ]);
  });

  it('refuses another patient than the one the caller treats, before the handler runs', async () => {
    const answer = await send(`/patients/${otherPatientId}/summary`, bearer(doctorsToken));
    expect(answer.status).toBe(403);
    expect(given.trail.entries).toMatchObject([
      { event: 'patient.read', outcome: 'refused', decision: 'access.patient.refused', patientId: otherPatientId },
    ]);
  });

  it.each(['/forgotten', '/forgotten/7'])(
    'keeps %s closed, because it declares nothing, even to a doctor',
    async (path) => {
      const answer = await send(path, bearer(doctorsToken));
      expect(answer.status).toBe(403);
      expect(answer.json()).toMatchObject({ code: 'access.route.undeclared' });
      expect(given.trail.entries).toMatchObject([{ event: 'route.refused', decision: 'access.route.undeclared' }]);
    },
  );

  it('names the scope that a token lacks, so that a client can ask for it (RFC 6750 §3.1)', async () => {
    const answer = await send(`/patients/${patientId}/summary`, bearer(narrowToken));
    expect([answer.status, answer.json()['code']]).toEqual([403, 'access.scope.insufficient']);
    expect(answer.headers['www-authenticate']).toContain('error="insufficient_scope"');
    expect(answer.headers['www-authenticate']).toContain('scope="read:patients"');
  });

  it('lets a route say otherwise than its controller, and records each use once', async () => {
    for (const path of ['/leaflets', '/leaflets/one']) expect((await send(path)).status).toBe(200);
    expect((await send('/leaflets/drafts')).status).toBe(401);
    expect(given.trail.entries.map(({ event, outcome, actor }) => [event, outcome, actor.kind])).toEqual([
      ['patient.searched', 'success', 'anonymous'],
      ['patient.read', 'success', 'anonymous'],
      ['patient.searched', 'refused', 'anonymous'],
    ]);
  });

  it.each([
    '/%61dmin',
    '//admin',
    '/admin;x',
    '/admin/',
    '/ADMIN',
    '/./admin',
    '/open/../admin',
    '/admin%2f',
    '/admin%00',
  ])('lets nobody past by spelling it %s (CVE-2025-69211, CVE-2026-2293, CVE-2026-22031)', async (path) => {
    const { status, text } = await send(path);
    expect([400, 401, 404]).toContain(status);
    expect(text).not.toContain('"secret"');
  });

  it('records a handler that fails, and answers nothing of it', async () => {
    const answer = await send(`/patients/${patientId}/broken`, bearer(doctorsToken));
    expect(answer.status).toBe(500);
    expect(given.trail.entries).toMatchObject([
      { event: 'patient.read', outcome: 'failure', decision: 'service.internal', patientId },
    ]);
  });

  it('leaves success to a service that records it within its own transaction, but records what fails', async () => {
    const headers = { ...bearer(doctorsToken).headers, 'content-type': 'application/json' };
    const path = `/patients/${patientId}/notes`;
    expect((await send(path, { method: 'POST', headers, body: '{"text":"a"}' })).status).toBe(201);
    expect(given.trail.entries).toEqual([]);
    expect((await send(path, { method: 'POST', headers, body: '{}' })).status).toBe(400);
    expect(given.trail.entries).toMatchObject([{ outcome: 'failure', decision: 'request.invalid' }]);
  });
});

describe.each(['fastify', 'express'] as const)('an audit trail that cannot be written, on %s', (adapter) => {
  it('withholds the answer, and refuses no less', async () => {
    const { app, trail, listen } = await givenApp(adapter);
    const send = await listen();
    trail.failWith(new Error('disk full'));
    const permitted = await send(`/patients/${patientId}/summary`, bearer(doctorsToken));
    expect([permitted.status, permitted.json()['code']]).toEqual([503, 'audit.write.failed']);
    expect(permitted.text).not.toContain('Asthma');
    const failed = await send(`/patients/${patientId}/broken`, bearer(doctorsToken));
    expect([failed.status, failed.json()['code']]).toEqual([503, 'audit.write.failed']);
    const refused = await send('/admin', bearer(doctorsToken));
    expect([refused.status, refused.json()['code']]).toEqual([503, 'audit.write.failed']);
    await app.close();
  });
});
