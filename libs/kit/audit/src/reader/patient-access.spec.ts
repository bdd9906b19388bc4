import { fakeClock } from '@caregate/testing';
import { givenAudit, type GivenAudit } from '../testing/given-audit.js';
import { givenEntry } from '../testing/given-entry.js';
import { PostgresAuditTrail } from '../trail/postgres-audit-trail.js';
import { AuditReader } from './audit-reader.js';
import { patientAccess, type PatientAccessQuery, type PatientAccessRow } from './patient-access.js';

let audit: GivenAudit;

beforeAll(async () => {
  audit = await givenAudit();
});

afterAll(() => audit.close());

beforeEach(async () => {
  const clock = fakeClock(new Date('2026-03-01T12:00:00.000Z'));
  const trail = new PostgresAuditTrail(audit.ehr, { clock: () => clock.now() });
  await trail.record(givenEntry({ requestId: 'too early' }));
  clock.advance(86_400_000);
  await trail.record(givenEntry());
  await trail.record(givenEntry({ patientId: 'patient-2' }));
  clock.advance(1_000);
  await trail.record(
    givenEntry({
      event: 'tool.refused',
      outcome: 'refused',
      decision: 'access.patient.refused',
      actor: { kind: 'agent', subject: 'triage-agent', onBehalfOf: 'user-9', clientId: 'triage' },
    }),
  );
  clock.advance(86_400_000);
  await trail.record(givenEntry({ requestId: 'too late' }));
  await trail.close();
});

afterEach(() => audit.reset());

const day = { patientId: 'patient-1', from: new Date('2026-03-02T00:00:00Z'), to: new Date('2026-03-03T00:00:00Z') };

describe('who saw a patient between two dates', () => {
  it('lists every access and every attempt of those days, newest first, with person, client and reason', async () => {
    expect(await rowsOf(day)).toEqual([
      {
        at: '2026-03-02T12:00:01.000Z',
        actor: 'triage-agent',
        actorKind: 'agent',
        role: '',
        onBehalfOf: 'user-9',
        clientId: 'triage',
        address: '',
        event: 'tool.refused',
        title: 'Tool call refused',
        outcome: 'refused',
        decision: 'access.patient.refused',
        purpose: 'TREAT',
        source: 'ehr-mcp',
        auditId: expect.any(String),
      },
      expect.objectContaining({
        at: '2026-03-02T12:00:00.000Z',
        actor: 'user-7',
        role: 'doctor',
        address: '192.0.2.7',
        title: 'Patient record read',
        outcome: 'success',
        decision: 'assignment',
      }),
    ]);
  });

  it('leaves refused attempts out when asked for successes', async () => {
    expect((await rowsOf({ ...day, outcome: 'success' })).map(({ actor }) => actor)).toEqual(['user-7']);
  });
});

async function rowsOf(query: PatientAccessQuery): Promise<PatientAccessRow[]> {
  const rows: PatientAccessRow[] = [];
  for await (const row of patientAccess(new AuditReader(audit.auth), query)) rows.push(row);
  return rows;
}
