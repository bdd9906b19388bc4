import { RecordingAudit } from '@caregate/testing';
import { AuthTrail } from '../../trail/auth-trail.js';
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

  it('has what was counted later, where it could not be written at the time', async () => {
    const { audit, tally } = given();
    const window = await tally.begin(passage);
    window.count += 41;
    const record = audit.record.bind(audit);
    audit.record = () => Promise.reject(new Error('The database is away.'));
    await expect(tally.flush()).rejects.toThrow('away');
    audit.record = record;
    await tally.flush();
    await tally.flush();
    expect(audit.entries.map(({ detail }) => detail)).toEqual([
      { route: '/ehr/', count: 1 },
      { route: '/ehr/', count: 41, more: true },
    ]);
  });

  it('keeps people, applications and routes apart', async () => {
    const { audit, tally } = given();
    await tally.begin(passage);
    await tally.begin({ ...passage, route: '/pacs/' });
    await tally.begin({ ...passage, actor: { ...passage.actor, clientId: 'assistant' } });
    await tally.begin({ ...passage, actor: { ...passage.actor, subject: 'nurse-2' } });
    await tally.begin({ ...passage, actor: { ...passage.actor, onBehalfOf: 'patient-1' } });
    expect(audit.entries).toHaveLength(5);
  });

  it('has one entry for those that come while it is written, and counts each of them', async () => {
    const { audit, tally } = given();
    const windows = await Promise.all([tally.begin(passage), tally.begin(passage), tally.begin(passage)]);
    expect(new Set(windows).size).toBe(1);
    await tally.flush();
    expect(audit.entries.map(({ detail }) => detail?.['count'])).toEqual([1, 2]);
  });

  it('says at once under which entry a request counts, once there is one', async () => {
    const { audit, tally } = given();
    expect(tally.atOnce(passage)).toBeUndefined();
    const window = await tally.begin(passage);
    expect(tally.atOnce(passage)).toBe(window);
    await tally.flush();
    expect(audit.entries.map(({ detail }) => detail?.['count'])).toEqual([1, 1]);
    expect(tally.atOnce(passage)).toBeUndefined();
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

  it('keeps somebody and an application of the same name apart', async () => {
    const { audit, tally } = given();
    await tally.begin(passage);
    await tally.begin({ ...passage, actor: { ...passage.actor, kind: 'client' } });
    expect(audit.entries).toHaveLength(2);
  });

  it('names the session in which somebody came', async () => {
    const { audit, tally } = given();
    await tally.begin({ ...passage, sessionId: 'session-1' });
    expect(audit.entries[0]).toMatchObject({ sessionId: 'session-1' });
  });

  it('lets people through again once it can be written again', async () => {
    const { audit, tally } = given();
    const record = audit.record.bind(audit);
    audit.record = () => Promise.reject(new Error('The database is away.'));
    const refused = await Promise.allSettled([tally.begin(passage), tally.begin(passage)]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    audit.record = record;
    await tally.begin(passage);
    expect(audit.entries).toHaveLength(1);
  });

  it('has the numbers of all, also of those that can be written while another cannot', async () => {
    const { audit, tally } = given();
    for (const route of ['/a', '/b', '/c']) (await tally.begin({ ...passage, route })).count += 1;
    audit.entries.splice(0);
    const record = audit.record.bind(audit);
    audit.record = (entry) => (entry.detail?.['route'] === '/a' ? Promise.reject(new Error('away')) : record(entry));
    await expect(tally.flush()).rejects.toThrow('away');
    audit.record = record;
    await tally.flush();
    expect(audit.entries.map(({ detail }) => detail?.['route'])).toEqual(['/b', '/c', '/a']);
  });

  describe('by the clock', () => {
    beforeEach(() => {
      jest.useFakeTimers();
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    it('is written each minute, and what could not be written is said', async () => {
      const { audit, tally } = given();
      const errors: unknown[] = [];
      tally.start((error) => errors.push(error));
      (await tally.begin(passage)).count += 1;
      await jest.advanceTimersByTimeAsync(59_999);
      expect(audit.entries).toHaveLength(1);
      await jest.advanceTimersByTimeAsync(1);
      expect(audit.entries).toHaveLength(2);
      (await tally.begin(passage)).count += 1;
      audit.failWith(new Error('disk full'));
      await jest.advanceTimersByTimeAsync(60_000);
      expect(errors).toMatchObject([{ message: 'disk full' }]);
    });

    it('is written no more after it has stopped', async () => {
      const { audit, tally } = given();
      tally.start(() => undefined);
      await tally.stop();
      (await tally.begin(passage)).count += 1;
      await jest.advanceTimersByTimeAsync(60_000);
      expect(audit.entries).toHaveLength(1);
    });
  });
});
