import { generateKeyPairSync } from 'node:crypto';
import { auditEntry } from '@caregate/core-contracts';
import { createDataSource } from '@caregate/data-models';
import { withClient } from '@caregate/testing';
import { givenAudit, type GivenAudit } from '../testing/given-audit.js';
import { givenEntry } from '../testing/given-entry.js';
import { verifyAudit } from '../verify/verify-audit.js';
import { PostgresAuditTrail } from './postgres-audit-trail.js';

let audit: GivenAudit;
let trail: PostgresAuditTrail;

beforeAll(async () => {
  audit = await givenAudit();
});

afterAll(() => audit.close());

beforeEach(async () => {
  trail = new PostgresAuditTrail(audit.ehr);
});

afterEach(async () => {
  await trail.close();
  await audit.reset();
});

describe('the audit trail', () => {
  it('has the whole entry on disk when record resolves, with what people search by beside it', async () => {
    await trail.record(givenEntry());
    const [row, ...others] = await stored();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      event: 'patient.read',
      outcome: 'success',
      actor: 'user-7',
      client_id: 'assistant',
      patient_id: 'patient-1',
    });
    expect(auditEntry.parse(JSON.parse(row?.body ?? ''))).toMatchObject({ ...givenEntry(), v: 1 });
  });

  it('records refusals and failures like successes', async () => {
    await trail.record(givenEntry({ event: 'login.refused', outcome: 'refused', decision: 'login.user.inactive' }));
    await trail.record(givenEntry({ outcome: 'failure' }));
    expect(await stored()).toMatchObject([
      { event: 'login.refused', outcome: 'refused' },
      { event: 'patient.read', outcome: 'failure' },
    ]);
  });

  it('records what is about no patient and came from no client', async () => {
    const { patientId, ...entry } = givenEntry({
      event: 'service.started',
      actor: { kind: 'service', subject: 'auth' },
    });
    await trail.record(entry);
    expect(patientId).toEqual(expect.any(String));
    expect(await stored()).toMatchObject([{ event: 'service.started', client_id: null, patient_id: null }]);
  });

  it('is durable even where the session was told not to wait for the disk', async () => {
    const after = await withClient(audit.database.urlAs('caregate_ehr'), async (client) => {
      await client.query('begin; set local synchronous_commit = off');
      await client.query('select audit.append($1)', ['']);
      return client.query('show synchronous_commit');
    });
    expect(after.rows).toEqual([{ synchronous_commit: 'on' }]);
  });

  it('keeps chains whole when two processes record 1,000 entries at once', async () => {
    const other = new PostgresAuditTrail(audit.auth, { batchMax: 7 });
    await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => (index % 2 === 0 ? trail : other).record(givenEntry())),
    );
    await other.close();
    expect(await verified()).toMatchObject({ ok: true, rows: 1_000, findings: [{ kind: 'not-anchored' }] });
  });

  it('keeps chains whole when entries in transactions and entries in batches mix', async () => {
    await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        index % 2 === 0
          ? trail.record(givenEntry())
          : audit.ehr.transaction((manager) => trail.recordIn(manager, givenEntry())),
      ),
    );
    expect(await verified()).toMatchObject({ ok: true, rows: 200 });
  });
});

describe('an entry in the transaction of a change', () => {
  it('exists together with the change or not at all', async () => {
    const failing = audit.ehr.transaction(async (manager) => {
      await trail.recordIn(manager, givenEntry());
      throw new Error('The change failed.');
    });
    await expect(failing).rejects.toThrow('The change failed.');
    await audit.ehr.transaction((manager) => trail.recordIn(manager, givenEntry({ requestId: 'kept' })));
    expect((await stored()).map(({ body }) => JSON.parse(body).requestId)).toEqual(['kept']);
    expect(await verified()).toMatchObject({ ok: true, rows: 1 });
  });

  it('comes with its fellows in one statement, in the order in which they were given', async () => {
    const entries = ['one', 'two', 'three'].map((requestId) => givenEntry({ requestId }));
    await audit.ehr.transaction((manager) => trail.recordIn(manager, ...entries));
    await audit.ehr.transaction((manager) => trail.recordIn(manager));
    expect((await stored()).map(({ body }) => JSON.parse(body).requestId)).toEqual(['one', 'two', 'three']);
    expect(await verified()).toMatchObject({ ok: true, rows: 3 });
  });

  it('stays in one chain with its fellows even when another falls free, so that one operation never locks them all', async () => {
    const other = audit.auth.createQueryRunner();
    await other.startTransaction();
    await trail.recordIn(other.manager, givenEntry());
    await audit.ehr.transaction(async (manager) => {
      await trail.recordIn(manager, givenEntry());
      await other.commitTransaction();
      for (let left = 4; left > 0; left -= 1) await trail.recordIn(manager, givenEntry());
    });
    await other.release();
    expect(
      await audit.ask('select shard, count(*)::int as rows from audit.event group by shard order by shard'),
    ).toEqual([
      { shard: 0, rows: 1 },
      { shard: 1, rows: 5 },
    ]);
  });

  it('waits for its turn when every chain is taken', async () => {
    const waiting = await withClient(audit.database.superuserUrl, async (client) => {
      await client.query('begin');
      await client.query('select from audit.head for update');
      const recording = trail.record(givenEntry());
      const blocked = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await audit.ask(blocked)).length === 0);
      expect(await stored()).toEqual([]);
      await client.query('commit');
      return recording;
    });
    expect(waiting).toBeUndefined();
    expect(await stored()).toHaveLength(1);
  });
});

describe('an entry that cannot be written', () => {
  it('fails the operation', async () => {
    await audit.tamper('revoke execute on function audit.append(text) from caregate_ehr');
    const expected = { code: 'audit.write.failed', kind: 'unavailable', detail: { event: 'patient.read' } };
    await expect(trail.record(givenEntry())).rejects.toMatchObject(expected);
    const change = audit.ehr.transaction((manager) => trail.recordIn(manager, givenEntry()));
    await expect(change).rejects.toMatchObject(expected);
    await audit.tamper('grant execute on function audit.append(text) to caregate_ehr');
  });

  it('takes no other entry of its batch with it', async () => {
    await audit.tamper(`alter table audit.event add constraint no_poison check (actor <> 'poison')`);
    const actors = Array.from({ length: 40 }, (_, index) => (index === 17 ? 'poison' : `user-${index}`));
    const outcomes = await Promise.allSettled(
      actors.map((subject) => trail.record(givenEntry({ actor: { kind: 'user', subject } }))),
    );
    await audit.tamper('alter table audit.event drop constraint no_poison');
    expect(outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([17]);
    expect((await stored()).map(({ actor }) => actor).sort()).toEqual(
      actors.filter((each) => each !== 'poison').sort(),
    );
  });

  it('is refused at once when too many are waiting', async () => {
    const small = new PostgresAuditTrail(audit.ehr, { pendingMax: 2 });
    const [first, second, third] = [0, 1, 2].map(() => small.record(givenEntry()));
    await expect(third).rejects.toMatchObject({ code: 'audit.write.failed' });
    await Promise.all([first, second]);
    await small.close();
  });

  it('is refused after close, which first writes what was waiting', async () => {
    const waiting = trail.record(givenEntry());
    await trail.close();
    await expect(waiting).resolves.toBeUndefined();
    await expect(trail.record(givenEntry())).rejects.toMatchObject({ code: 'audit.write.failed' });
    expect(await stored()).toHaveLength(1);
  });
});

describe('the check of the trail', () => {
  it('knows of a disk that has no room for entries, until one is written', async () => {
    const impatient = new PostgresAuditTrail(audit.ehr, { giveUpMilliseconds: 1_000 });
    await audit.tamper(`create function public.no_room() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`);
    await audit.tamper(
      'create trigger no_room before insert on audit.event for each row execute function public.no_room()',
    );
    await expect(impatient.record(givenEntry())).rejects.toMatchObject({ code: 'audit.write.failed' });
    await expect(impatient.check()).rejects.toThrow('The last entries were not written.');
    await audit.tamper('drop trigger no_room on audit.event; drop function public.no_room');
    await impatient.record(givenEntry());
    await expect(impatient.check()).resolves.toBeUndefined();
    await impatient.close();
  });

  it('does not take one entry that was refused for a trail that is broken', async () => {
    await audit.tamper(`alter table audit.event add constraint no_poison check (actor <> 'poison')`);
    const refused = trail.record(givenEntry({ actor: { kind: 'user', subject: 'poison' } }));
    await expect(refused).rejects.toMatchObject({ code: 'audit.write.failed' });
    await audit.tamper('alter table audit.event drop constraint no_poison');
    await expect(trail.check()).resolves.toBeUndefined();
  });
});

describe('the connection of the writer', () => {
  it('is its own, so that requests which hold all others cannot keep their entries from being written', async () => {
    const url = audit.database.urlAs('caregate_ehr');
    const small = await createDataSource({ url, poolSize: 3, applicationName: 'audit-spec' }).initialize();
    const own = new PostgresAuditTrail(small);
    await own.record(givenEntry());
    const busy = [small.createQueryRunner(), small.createQueryRunner()];
    for (const runner of busy) await runner.startTransaction();
    await expect(own.record(givenEntry())).resolves.toBeUndefined();
    for (const runner of busy) await runner.release();
    await own.close();
    await small.destroy();
  });
});

interface Row {
  readonly event: string;
  readonly outcome: string;
  readonly actor: string;
  readonly client_id: string | null;
  readonly patient_id: string | null;
  readonly body: string;
}

function stored(): Promise<Row[]> {
  return audit.ask<Row>('select event, outcome, actor, client_id, patient_id, body from audit.event order by id');
}

function verified() {
  const { publicKey } = generateKeyPairSync('ed25519');
  return verifyAudit(audit.auth, { anchorFile: '/nonexistent/anchors.log', publicKey });
}
