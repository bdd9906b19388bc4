import { randomUUID } from 'node:crypto';
import type { PatientAccessRow } from '@caregate/kit-audit';
import { until } from '@caregate/testing';
import { givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import { accessOrder, purgeOrder } from './audit-orders.schema.js';
import type { AuditOffice } from './audit-office.js';
import { withAuditOffice } from './with-audit-office.js';

const patientId = randomUUID();

describe('the office that looks after the audit trail', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth();
    await until(async () => (await auth.ask('select from audit.anchor')).length > 0);
  });
  afterAll(() => auth.close());
  const at = <T>(work: (office: AuditOffice) => Promise<T>) => withAuditOffice(auth.config, work);

  it('verifies the trail of a server that runs, and says so on it', async () => {
    expect(await at((office) => office.verify())).toMatchObject({ ok: true, findings: [] });
    expect(await auth.trail('audit.verified')).toMatchObject([{ detail: { ok: true } }]);
  });

  it('removes nothing that must still be kept', async () => {
    const order = { by: 'records-officer', reason: 'spec' };
    const tomorrow = new Date(Date.now() + 86_400_000);
    await expect(at((office) => office.purge({ ...order, before: tomorrow }))).rejects.toThrow('must be kept');
    expect(await at((office) => office.purge({ ...order, before: new Date('2001-01-01') }))).toBe(0);
    expect(await auth.trail('audit.purged')).toEqual([]);
  });

  it('tells who looked at a patient, which is a look at the trail', async () => {
    const today = { patientId, from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000) };
    const report = (by: string) =>
      at(async (office) => {
        const rows: PatientAccessRow[] = [];
        for await (const row of office.accesses(today, by)) rows.push(row);
        return rows;
      });
    expect(await report('privacy-officer')).toMatchObject([{ event: 'audit.read', actor: 'privacy-officer' }]);
    expect((await report('auditor')).map(({ actor }) => actor)).toEqual(['auditor', 'privacy-officer']);
  });
});

describe('an order to that office', () => {
  const access = { patientId, from: '2026-01-01', to: '2026-02-01T00:00:00+02:00', by: 'officer' };

  it('names days or moments', () => {
    expect(accessOrder.parse(access)).toMatchObject({
      from: new Date('2026-01-01T00:00:00Z'),
      to: new Date('2026-01-31T22:00:00Z'),
    });
  });

  it.each([
    { ...access, patientId: 'MRN001' },
    { ...access, from: '2026-03-01' },
    { ...access, from: 'yesterday' },
    { ...access, by: ' ' },
  ])('is refused as %j', (order) => expect(accessOrder.safeParse(order).success).toBe(false));

  it.each([{ before: '2026-02-30' }, { before: '' }, { by: '' }, { reason: '  ' }])('is refused with %j', (change) =>
    expect(purgeOrder.safeParse({ before: '2019-01-01', by: 'officer', reason: 'over', ...change }).success).toBe(
      false,
    ),
  );
});
