import { givenEntry } from '../testing/given-entry.js';
import { auditBody } from './audit-body.js';

const stamp = { id: '019aa599-1f80-7000-8000-000000000001', recordedAt: '2026-11-21T09:00:00.000Z' };

describe('the text of an entry', () => {
  it('has fixed order and no white space, whatever order the writer used', () => {
    const { detail, actor, ...rest } = givenEntry();
    const mixed = { detail, ...rest, actor: Object.fromEntries(Object.entries(actor).reverse()) as typeof actor };
    expect(auditBody({ ...mixed, ...(detail && { detail }) }, stamp)).toBe(auditBody(givenEntry(), stamp));
    expect(auditBody(givenEntry(), stamp)).toBe(
      '{"v":1,"id":"019aa599-1f80-7000-8000-000000000001","event":"patient.read","recordedAt":"2026-11-21T09:00:00.000Z",' +
        '"outcome":"success","actor":{"kind":"user","subject":"user-7","clientId":"assistant","role":"doctor",' +
        '"address":"192.0.2.7"},"patientId":"patient-1","permission":"patient:read","decision":"assignment",' +
        '"purpose":"TREAT","source":"ehr-mcp","transport":"http","requestId":"request-1","detail":{"tool":"get_patient"}}',
    );
  });

  it('is one line, even where a stranger sent line ends', () => {
    expect(auditBody(givenEntry({ requestId: 'a\nb\r\u2028c' }), stamp)).not.toMatch(/[\n\r]/);
  });

  it.each([
    ['NUL', 'a\0b', 'a\uFFFDb'],
    ['half a surrogate pair', 'a\uD800b', 'a\uFFFDb'],
  ])('replaces %s, which PostgreSQL does not store', (_case, sent, stored) => {
    expect(JSON.parse(auditBody(givenEntry({ requestId: sent }), stamp)).requestId).toBe(stored);
  });

  it('keeps whole characters outside the basic plane', () => {
    expect(JSON.parse(auditBody(givenEntry({ requestId: '🩺' }), stamp)).requestId).toBe('🩺');
  });

  it('cuts texts that a stranger made long', () => {
    const actor = { kind: 'anonymous', subject: 'x'.repeat(100_000) } as const;
    expect(JSON.parse(auditBody(givenEntry({ actor }), stamp)).actor.subject).toHaveLength(512);
  });

  it('refuses fields that the contract does not know, so that nobody puts a name or a note on the trail', () => {
    const withName = { ...givenEntry(), patientName: 'Ada Byron' };
    expect(() => auditBody(withName, stamp)).toThrow('patientName');
  });
});
