import { decide, type Relation } from '@caregate/core-permissions';
import { givenCaller } from '@caregate/testing';
import { doctorsToken, givenApp } from '../testing/given-app.fixture.js';
import { bearer } from '../testing/raw-client.fixture.js';
import { otherPatientId, patientId } from '../testing/ward.fixture.js';

const doctor = givenCaller();

function related(id: string, kind: Relation['kind'], to: string): Relation {
  const always = { validFrom: new Date(0), expiresAt: null, revokedAt: null };
  return { id, subject: doctor.subject, patientId: to, kind, ...always };
}

describe('a route that a broken glass opened (feature X02)', () => {
  it('says so on the trail with the relation, also where it fails; another relation says nothing of it', async () => {
    const relations = [related('r1', 'assignment', patientId), related('glass-1', 'break-glass', otherPatientId)];
    const given = await givenApp('fastify', {
      access: {
        verifier: { peek: () => undefined, verify: async () => doctor },
        authorizer: { decide: async (question) => decide({ ...question, relations, now: new Date() }) },
      },
    });
    try {
      const send = await given.listen();
      await send(`/patients/${otherPatientId}/summary`, bearer(doctorsToken));
      await send(`/patients/${otherPatientId}/broken`, bearer(doctorsToken));
      await send(`/patients/${patientId}/summary`, bearer(doctorsToken));
      const told = given.trail.entries.map(({ outcome, purpose, detail }) => [
        outcome,
        purpose,
        detail?.['breakGlass'],
      ]);
      expect(told).toEqual([
        ['success', 'BTG', 'glass-1'],
        ['failure', 'BTG', 'glass-1'],
        ['success', undefined, undefined],
      ]);
    } finally {
      await given.app.close();
    }
  });
});
