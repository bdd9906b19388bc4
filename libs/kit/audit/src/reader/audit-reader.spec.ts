import { fakeClock, type FakeClock } from '@caregate/testing';
import type { NewAuditEntry } from '../entry/new-audit-entry.js';
import { givenAudit, type GivenAudit } from '../testing/given-audit.js';
import { givenEntry } from '../testing/given-entry.js';
import { PostgresAuditTrail } from '../trail/postgres-audit-trail.js';
import { auditConditions } from './audit-conditions.js';
import type { AuditQuery } from './audit-query.js';
import { AuditReader } from './audit-reader.js';

let audit: GivenAudit;
let trail: PostgresAuditTrail;
let reader: AuditReader;
let clock: FakeClock;

beforeAll(async () => {
  audit = await givenAudit();
});

afterAll(() => audit.close());

beforeEach(async () => {
  clock = fakeClock(new Date('2026-11-21T09:00:00.000Z'));
  trail = new PostgresAuditTrail(audit.ehr, { clock: () => clock.now() });
  reader = new AuditReader(audit.auth);
});

afterEach(async () => {
  await trail.close();
  await audit.reset();
});

describe('the reader of the trail', () => {
  beforeEach(async () => {
    await recordAt('09:00', { requestId: 'a' });
    await recordAt('09:01', { requestId: 'b', patientId: 'patient-2' });
    await recordAt('09:02', { requestId: 'c', actor: { kind: 'client', subject: 'lab', clientId: 'lab' } });
    await recordAt('09:03', { requestId: 'd', event: 'vitals.read', outcome: 'refused' });
  });

  it.each<[what: string, query: AuditQuery, found: string]>([
    ['everything, newest first', {}, 'dcba'],
    ['one person', { actor: 'user-7' }, 'dba'],
    ['one client', { clientId: 'lab' }, 'c'],
    ['one patient', { patientId: 'patient-2' }, 'b'],
    ['one kind of event', { event: 'vitals.read' }, 'd'],
    ['one outcome', { outcome: 'success' }, 'cba'],
    ['a time, its beginning included and its end not', { from: at('09:01'), to: at('09:03') }, 'cb'],
    ['all conditions at once', { actor: 'user-7', outcome: 'success', from: at('09:00'), to: at('09:01') }, 'a'],
    ['nothing where nothing fits', { actor: 'nobody' }, ''],
  ])('finds %s', async (_what, query, found) => {
    const { entries, next } = await reader.page(query, { limit: 10 });
    expect(entries.map(({ requestId }) => requestId).join('')).toBe(found);
    expect(next).toBeUndefined();
  });

  it('pages without gap or repetition while entries keep coming', async () => {
    const first = await reader.page({}, { limit: 2 });
    await recordAt('09:04', { requestId: 'e' });
    const second = await reader.page({}, { limit: 2, ...(first.next !== undefined && { after: first.next }) });
    expect([...first.entries, ...second.entries].map(({ requestId }) => requestId).join('')).toBe('dcba');
    expect(second.next).toBeUndefined();
  });

  it('hands over the whole of a long trail', async () => {
    const found: string[] = [];
    for await (const { requestId } of reader.all({}, 3)) found.push(requestId ?? '');
    expect(found.join('')).toBe('dcba');
  });

  it('names rows that are no entries any more instead of hiding the others with them', async () => {
    await audit.tamper(`update audit.event set body = 'wiped' where body like '%"requestId":"b"%'`);
    const { entries, unreadable } = await reader.page({}, { limit: 10 });
    expect(entries.map(({ requestId }) => requestId).join('')).toBe('dca');
    expect(unreadable).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });
});

it.each<[index: string, query: AuditQuery]>([
  ['event_by_patient', { patientId: 'patient-1' }],
  ['event_by_actor', { actor: 'user-7' }],
  ['event_by_client', { clientId: 'assistant' }],
  ['event_by_event', { event: 'patient.read' }],
  ['event_id_key', { from: at('09:00') }],
])('a page is read along the index %s, however long the trail', async (index, query) => {
  await trail.record(givenEntry());
  const plan = await explained(query);
  expect(plan).toContain(index);
  expect(plan).not.toContain('Sort');
});

function recordAt(time: string, entry: Partial<NewAuditEntry>): Promise<void> {
  clock.advance(at(time).getTime() - clock.now().getTime());
  return trail.record(givenEntry(entry));
}

function at(time: string): Date {
  return new Date(`2026-11-21T${time}:00.000Z`);
}

async function explained(query: AuditQuery): Promise<string> {
  const { sql, parameters } = auditConditions(query, {});
  return audit.auth.transaction(async (manager) => {
    // So few rows are read faster without any index; the question is which one there is for many.
    await manager.query(
      'set local enable_seqscan = off; set local enable_bitmapscan = off; set local enable_sort = off',
    );
    const rows = await manager.query<Record<string, string>[]>(
      `explain select id, body from audit.event where ${sql} order by id desc limit 50`,
      [...parameters],
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}
