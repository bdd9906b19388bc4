import { RecordingAudit } from '@caregate/testing';
import { AuthTrail } from '../trail/auth-trail.js';
import { VerifyTally } from './verify-tally.js';

describe('the record of what /verify lets through', () => {
  const passage = { actor: { kind: 'user', subject: 'nurse-1', clientId: 'browser' }, route: '/ehr/' } as const;
  const given = () => {
    const audit = new RecordingAudit();
    return { audit, tally: new VerifyTally(new AuthTrail(audit)) };
  };

  it('has the first request at once, and the number of those that followed within the minute', async () => {
    const { audit, tally } = given();
    const window = await tally.begin(passage);
    expect(audit.entries.map(({ detail }) => detail)).toEqual([{ route: '/ehr/', count: 1 }]);
    window.count += 41;
    await tally.begin(passage);
    await tally.flush();
    expect(audit.entries.map(({ detail }) => detail)).toEqual([
      { route: '/ehr/', count: 1 },
      { route: '/ehr/', count: 42, more: true },
    ]);
    expect(audit.entries[1]).toMatchObject({ event: 'forward-auth.allowed', actor: passage.actor });
  });

  it('begins anew after the minute, so that nothing is counted into a record that is written', async () => {
    const { audit, tally } = given();
    const window = await tally.begin(passage);
    await tally.flush();
    expect(window.open).toBe(false);
    await tally.begin(passage);
    expect(audit.entries).toHaveLength(2);
  });

  it('keeps people, applications and routes apart', async () => {
    const { audit, tally } = given();
    await tally.begin(passage);
    await tally.begin({ ...passage, route: '/pacs/' });
    await tally.begin({ ...passage, actor: { ...passage.actor, clientId: 'assistant' } });
    await tally.begin({ ...passage, actor: { ...passage.actor, subject: 'nurse-2' } });
    expect(audit.entries).toHaveLength(4);
  });

  it('lets nobody through whose entry cannot be written', async () => {
    const { audit, tally } = given();
    audit.failWith(new Error('disk full'));
    await expect(tally.begin(passage)).rejects.toThrow('disk full');
  });

  it('writes what is counted when it stops', async () => {
    const { audit, tally } = given();
    (await tally.begin(passage)).count += 7;
    await tally.stop();
    expect(audit.entries.at(-1)?.detail).toMatchObject({ count: 7 });
  });
});
