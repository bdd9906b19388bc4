import { Authorizer } from '@caregate/kit-access';
import { givenCaller, RecordingAudit } from '@caregate/testing';
import { AuthTrail } from '../../trail/auth-trail.js';
import { PacsGate } from './pacs-gate.js';
import type { PacsResource } from './pacs-resource.js';
import { StudyTally } from './study-tally.js';

const caller = givenCaller({ subject: 'dr-1', scopes: ['read:imaging'], sessionId: 'session-1' });
const patientId = '6f8c1c0e-1111-4222-8333-444455556666';
const GET = 'GET';

/** The real decision, with one patient whom the doctor treats and one whom nobody here does. */
function given(kind: 'assignment' | 'break-glass' = 'assignment') {
  const audit = new RecordingAudit();
  const trail = new AuthTrail(audit);
  const always = { validFrom: new Date(0), expiresAt: null, revokedAt: null };
  const relation = { id: 'relation-1', subject: 'dr-1', patientId, kind, ...always } as const;
  const asked: PacsResource[] = [];
  const gate = new PacsGate({
    authorizer: new Authorizer({
      relations: { of: async (subject) => (subject === 'dr-1' ? [relation] : []) },
    }),
    studies: {
      find: async (resource) => {
        asked.push(resource);
        const id = resource.by === 'orthanc' ? resource.id : resource.studyInstanceUid;
        if (id === 'own') return { studyInstanceUid: '2.25.1', patientId };
        return id === 'other' ? { studyInstanceUid: '2.25.2', patientId: 'somebody' } : undefined;
      },
    },
    tally: new StudyTally(trail),
    trail,
    authorization: 'Basic of-the-gate',
  });
  return { audit, asked, gate };
}

describe('the gate before the archive', () => {
  it('opens the study of a patient whom the caller treats, which is on the trail first', async () => {
    const { audit, gate } = given();
    const verdict = await gate.judge(caller, '/studies/own', GET);
    expect(verdict).toEqual({ allowed: true, authorization: 'Basic of-the-gate' });
    expect(audit.entries).toMatchObject([
      {
        event: 'imaging.study.read',
        actor: { subject: 'dr-1' },
        tokenId: 'token-of-specs',
        sessionId: 'session-1',
        patientId,
        entity: { type: 'ImagingStudy', id: '2.25.1' },
        decision: 'assignment',
        permission: 'imaging:read',
        transport: 'forward-auth',
        detail: { count: 1 },
      },
    ]);
    expect((await gate.judge(caller, '/studies/own/archive', 'HEAD')).allowed).toBe(true);
  });

  it('says of every look by a broken glass which one that was, and why', async () => {
    const { audit, gate } = given('break-glass');
    for (const path of ['/studies/own', '/studies/own/series']) await gate.judge(caller, path, GET);
    expect(audit.entries).toMatchObject([
      { decision: 'break-glass', purpose: 'BTG', detail: { count: 1, breakGlass: 'relation-1' } },
    ]);
  });

  it.each([
    [
      'the study of another',
      '/studies/other',
      { patientId: 'somebody', entity: { type: 'ImagingStudy', id: '2.25.2' } },
    ],
    ['a study that is not there', '/studies/absent', {}],
    ['no study at all', '/tools/execute-script', {}],
  ])('refuses %s in the same words, and the refusal is on the trail', async (_what, path, about) => {
    const { audit, gate } = given();
    const verdict = await gate.judge(caller, path, GET);
    expect(verdict).toMatchObject({ allowed: false, error: { code: 'access.patient.refused', kind: 'forbidden' } });
    const who = { actor: { subject: 'dr-1' }, tokenId: 'token-of-specs', sessionId: 'session-1' };
    const how = { decision: 'access.patient.refused', permission: 'imaging:read', transport: 'forward-auth' };
    expect(audit.entries).toMatchObject([
      { event: 'imaging.study.read', outcome: 'refused', ...who, ...how, ...about },
    ]);
    expect(Object.keys(audit.entries[0] ?? {}).includes('entity')).toBe('entity' in about);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', undefined])(
    'lets nobody change anything: %s',
    async (method) => {
      const { asked, gate } = given();
      expect((await gate.judge(caller, '/studies/own', method)).allowed).toBe(false);
      expect(asked).toEqual([]);
    },
  );

  it('refuses those without the scope, whatever study they name', async () => {
    const { gate } = given();
    const verdict = await gate.judge({ ...caller, scopes: ['read:vitals'] }, '/studies/own', GET);
    expect(verdict).toMatchObject({ allowed: false, error: { code: 'access.scope.insufficient' } });
  });

  it('opens nothing that cannot be put on the trail', async () => {
    const { audit, gate } = given();
    audit.failWith(new Error('disk full'));
    await expect(gate.judge(caller, '/studies/own', GET)).rejects.toThrow('disk full');
    await expect(gate.judge(caller, '/studies/other', GET)).rejects.toThrow('disk full');
  });
});
