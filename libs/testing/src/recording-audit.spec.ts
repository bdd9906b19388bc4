import { fakeClock, givenCaller, RecordingAudit } from './index.js';

const entry = {
  event: 'patient.read',
  outcome: 'success',
  actor: { kind: 'user', subject: 'user-7' },
  source: 'specs',
  transport: 'internal',
} as const;

describe('the recording audit', () => {
  it('remembers what was recorded, inside and outside a transaction', async () => {
    const audit = new RecordingAudit();
    await audit.record(entry);
    await audit.recordIn(undefined, { ...entry, outcome: 'refused' });
    expect(audit.entries.map(({ outcome }) => outcome)).toEqual(['success', 'refused']);
  });

  it('fails on demand, remembering nothing', async () => {
    const audit = new RecordingAudit();
    audit.failWith(new Error('disk full'));
    await expect(audit.record(entry)).rejects.toThrow('disk full');
    expect(audit.entries).toEqual([]);
  });
});

describe('the fake clock', () => {
  it('moves only when told', () => {
    const clock = fakeClock(new Date(0));
    const before = clock.now();
    clock.advance(1500);
    expect([before.getTime(), clock.now().getTime()]).toEqual([0, 1500]);
  });
});

describe('the given caller', () => {
  it('is a doctor unless the spec says otherwise', () => {
    expect([givenCaller().role, givenCaller({ role: 'nurse' }).role]).toEqual(['doctor', 'nurse']);
  });
});
