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
});
