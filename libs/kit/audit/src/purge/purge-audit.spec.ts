import { fakeClock, type FakeClock } from '@caregate/testing';
import { givenAnchoredTrail, type GivenAnchoredTrail } from '../testing/given-anchored-trail.js';
import { givenAudit, type GivenAudit } from '../testing/given-audit.js';
import { AuditReader } from '../reader/audit-reader.js';
import { purgeAudit, type PurgeOptions } from './purge-audit.js';

const SEVEN_YEARS_AGO = new Date(Date.now() - 7 * 366 * 86_400_000);
const LAST_YEAR = new Date(Date.now() - 366 * 86_400_000);

let clock: FakeClock;
let audit: GivenAudit;
let given: GivenAnchoredTrail;

beforeAll(async () => {
  audit = await givenAudit();
});

afterAll(() => audit.close());

/** Chain 0: four old rows, the last of them not anchored in time, and two new ones. Chain 1: two old rows. */
beforeEach(async () => {
  clock = fakeClock(SEVEN_YEARS_AGO);
  given = await givenAnchoredTrail(audit, { clock: () => clock.now() });
  await given.record(2);
  await given.recordAside(2);
  await given.anchor();
  clock.advance(Date.now() - SEVEN_YEARS_AGO.getTime() - 60_000);
  await given.record(2);
  await given.anchor();
});

afterEach(() => given.close());

describe('a purge', () => {
  it('removes what was anchored before the day, and the rest stays verifiable', async () => {
    expect(await purge()).toBe(5);
    expect(await audit.ask('select shard, seq::int from audit.event where event <> $1', ['audit.purged'])).toEqual([
      { shard: 0, seq: 4 },
      { shard: 0, seq: 5 },
    ]);
    expect(await given.verify()).toMatchObject({ ok: true, rows: 3, anchors: 3, findings: [] });
  });

  it('leaves a record on the trail: who, why and how much', async () => {
    await purge();
    const { entries } = await new AuditReader(audit.auth).page({ event: 'audit.purged' }, { limit: 10 });
    expect(entries).toMatchObject([
      { actor: { kind: 'user', subject: 'records-officer' }, detail: { anchor: 3, rows: 5 }, source: 'auth' },
    ]);
    const [anchor] = await audit.ask<{ statement: string }>('select statement from audit.anchor where n = 3');
    expect(JSON.parse(anchor?.statement ?? '')).toMatchObject({
      purge: { by: 'records-officer', reason: 'Retention of six years is over.' },
    });
  });

  it('does not hide what was changed in the rows that stay', async () => {
    await purge();
    await audit.tamper(`update audit.event set body = replace(body, 'user-7', 'user-8') where shard = 0 and seq = 5`);
    expect((await given.verify()).findings).toMatchObject([
      { kind: 'row-changed', seq: 5 },
      { kind: 'column-changed' },
    ]);
  });

  it('does not cover the removal of more rows than it names', async () => {
    await purge();
    await audit.tamper('delete from audit.event where shard = 0 and seq = 4');
    expect((await given.verify()).findings).toMatchObject([{ kind: 'row-missing', seq: 4 }]);
  });

  it('is found out when a removed row comes back', async () => {
    const [row] = await audit.ask<object>('select * from audit.event where shard = 0 and seq = 2');
    await purge();
    await audit.tamper('insert into audit.event select * from jsonb_populate_record(null::audit.event, $1)', [
      JSON.stringify({ ...row, hash: '\\x00' }),
    ]);
    expect((await given.verify()).findings).toMatchObject([{ kind: 'row-returned', shard: 0, seq: 2 }]);
  });

  it('is refused by the database where rows must still be kept, and then leaves nothing behind', async () => {
    clock.advance(3_600_000);
    await expect(purge({ before: clock.now() })).rejects.toThrow('must be kept');
    expect(await given.verify()).toMatchObject({ ok: true, rows: 7, anchors: 2, findings: [] });
  });

  it('is refused where a row is not the one that was anchored', async () => {
    await audit.tamper(`update audit.event set hash = sha256('x') where shard = 1 and seq = 2`);
    await expect(purge()).rejects.toThrow('not on the audit trail');
  });

  it('removes nothing twice, and can go on later from where it was', async () => {
    await purge();
    expect(await purge()).toBe(0);
    await given.record(1);
    await given.anchor();
    expect(await given.verify()).toMatchObject({ ok: true, rows: 4, anchors: 4, findings: [] });
  });
});

function purge(change: Partial<PurgeOptions> = {}): Promise<number> {
  return purgeAudit(audit.auth, {
    anchorFile: given.anchorFile,
    key: given.key,
    before: LAST_YEAR,
    by: 'records-officer',
    reason: 'Retention of six years is over.',
    source: 'auth',
    clock: () => clock.now(),
    ...change,
  });
}
