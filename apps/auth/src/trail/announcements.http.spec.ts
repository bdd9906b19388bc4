import { randomUUID } from 'node:crypto';
import { describeIf, redisForTests } from '@caregate/testing';
import { asRole } from '../testing/admin.fixture.js';
import { givenAuth } from '../testing/auth.fixture.js';

describeIf(await redisForTests(), 'a change that nobody can be told of', (server) => {
  it('stands, is no failure to whoever made it, and is in the log', async () => {
    const auth = await givenAuth({ redisUrl: server.url });
    const admin = await asRole(auth, 'admin');
    await server.stop();
    const body = { subject: 'nurse-1', patientId: randomUUID(), kind: 'assignment' };
    const begun = performance.now();
    const given = await admin('/access/relations', { method: 'POST', body });
    expect(given.status).toBe(201);
    expect(performance.now() - begun).toBeLessThan(2500);
    const { id } = (await given.json()) as { id: string };
    expect((await admin(`/access/relations/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(auth.log.filter((line) => line.includes('could not be announced'))).toHaveLength(2);
    await auth.close();
  });
});
