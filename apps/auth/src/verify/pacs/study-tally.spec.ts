import { RecordingAudit } from '@caregate/testing';
import { AuthTrail } from '../../trail/auth-trail.js';
import { StudyTally } from './study-tally.js';

describe('the record of who looked at a study', () => {
  it('has the number of pictures later, where it could not be written at the time', async () => {
    const audit = new RecordingAudit();
    const tally = new StudyTally(new AuthTrail(audit));
    const actor = { kind: 'user', subject: 'nurse-1', clientId: 'browser' } as const;
    const access = { actor, studyInstanceUid: '2.25.1', patientId: 'patient-1' };
    for (let pictures = 0; pictures < 5; pictures += 1) await tally.count(access);
    const record = audit.record.bind(audit);
    audit.record = () => Promise.reject(new Error('The database is away.'));
    await expect(tally.flush()).rejects.toThrow('away');
    audit.record = record;
    await tally.flush();
    await tally.flush();
    expect(audit.entries.map(({ detail }) => detail)).toEqual([{ count: 1 }, { count: 4, more: true }]);
  });

  const access = {
    actor: { kind: 'user', subject: 'nurse-1', clientId: 'browser' },
    studyInstanceUid: '2.25.1',
    patientId: 'patient-1',
    decision: 'assignment',
    tokenId: 'token-1',
  } as const;
  const given = () => {
    const audit = new RecordingAudit();
    return { audit, tally: new StudyTally(new AuthTrail(audit)) };
  };

  it('has the first picture before it is shown, and whose study that was', async () => {
    const { audit, tally } = given();
    await tally.count(access);
    expect(audit.entries).toMatchObject([
      {
        event: 'imaging.study.read',
        actor: access.actor,
        entity: { type: 'ImagingStudy', id: '2.25.1' },
        patientId: 'patient-1',
        decision: 'assignment',
        tokenId: 'token-1',
        permission: 'imaging:read',
        transport: 'forward-auth',
        detail: { count: 1 },
      },
    ]);
  });

  it('keeps people, applications, studies and patients apart', async () => {
    const { audit, tally } = given();
    const { actor } = access;
    await tally.count(access);
    await tally.count({ ...access, actor: { ...actor, subject: 'nurse-2' } });
    await tally.count({ ...access, actor: { ...actor, clientId: 'assistant' } });
    await tally.count({ ...access, actor: { ...actor, onBehalfOf: 'dr-1' } });
    await tally.count({ ...access, studyInstanceUid: '2.25.2' });
    await tally.count({ ...access, patientId: 'patient-2' });
    expect(audit.entries).toHaveLength(6);
  });

  it('has it by itself that a glass was broken for the study, though it was looked at before', async () => {
    const { audit, tally } = given();
    await tally.count(access);
    await tally.count({ ...access, decision: 'break-glass', glass: 'relation-1' });
    const [before, broken] = audit.entries;
    expect(before).not.toHaveProperty('purpose');
    expect(broken).toMatchObject({ purpose: 'BTG', decision: 'break-glass', detail: { breakGlass: 'relation-1' } });
  });

  it('shows none of the pictures that are asked for while the first cannot be written, and counts none of them', async () => {
    const { audit, tally } = given();
    const record = audit.record.bind(audit);
    audit.record = () => Promise.reject(new Error('The database is away.'));
    const asked = await Promise.allSettled([tally.count(access), tally.count(access), tally.count(access)]);
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    audit.record = record;
    await tally.flush();
    expect(audit.entries).toEqual([]);
    await tally.count(access);
    expect(audit.entries).toHaveLength(1);
  });

  it('begins anew when it has been written, and says that the rest belongs to an entry before', async () => {
    const { audit, tally } = given();
    for (const _picture of [1, 2, 3]) await tally.count(access);
    await tally.flush();
    await tally.flush();
    await tally.count(access);
    await tally.stop();
    expect(audit.entries.map(({ detail }) => detail)).toEqual([{ count: 1 }, { count: 2, more: true }, { count: 1 }]);
  });

  it('is written when it stops', async () => {
    const { audit, tally } = given();
    for (const _picture of [1, 2]) await tally.count(access);
    await tally.stop();
    expect(audit.entries.at(-1)?.detail).toEqual({ count: 1, more: true });
  });

  it('loses no picture of a window that was opened while the entry of the one before could not be written', async () => {
    const { audit, tally } = given();
    const record = audit.record.bind(audit);
    let fail = (_error: Error): void => {};
    audit.record = () => new Promise<void>((_resolve, reject) => (fail = reject));
    const refused = Promise.allSettled([tally.count(access)]);
    await tally.flush();
    audit.record = record;
    for (const _picture of [1, 2]) await tally.count(access);
    fail(new Error('The database is away.'));
    expect(await refused).toMatchObject([{ status: 'rejected' }]);
    await tally.flush();
    expect(audit.entries.map(({ detail }) => detail)).toEqual([{ count: 1 }, { count: 1, more: true }]);
  });

  describe('by the clock', () => {
    beforeEach(() => {
      jest.useFakeTimers();
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    it('is written each minute until it stops, and what could not be written is said', async () => {
      const { audit, tally } = given();
      const errors: unknown[] = [];
      tally.start((error) => errors.push(error));
      for (const _picture of [1, 2]) await tally.count(access);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(audit.entries.at(-1)?.detail).toEqual({ count: 1, more: true });
      for (const _picture of [1, 2]) await tally.count(access);
      audit.failWith(new Error('disk full'));
      await jest.advanceTimersByTimeAsync(60_000);
      expect(errors).toMatchObject([{ message: 'disk full' }]);
      await expect(tally.stop()).rejects.toThrow('disk full');
      await jest.advanceTimersByTimeAsync(60_000);
      expect(errors).toHaveLength(1);
    });
  });
});
