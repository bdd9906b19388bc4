import { generateKeyPairSync } from 'node:crypto';
import { migrate } from '@caregate/data-models';
import { isolatedServer, withClient } from '@caregate/testing';
import type { DataSource } from 'typeorm';
import { connect, givenAudit } from '../testing/given-audit.js';
import { givenEntry } from '../testing/given-entry.js';
import { givenProxy } from '../testing/given-proxy.js';
import { verifyAudit } from '../verify/verify-audit.js';
import { PostgresAuditTrail, type PostgresAuditTrailOptions } from './postgres-audit-trail.js';

/** What a spec has opened, closed also when it fails. */
const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

describe('when the database crashes in the middle of writing', () => {
  it('every entry whose record resolved is there afterwards, once, and no record hangs', async () => {
    const { server, dataSource } = await givenServer();
    const trail = givenTrail(dataSource, { batchMax: 20, giveUpMilliseconds: 15_000 });
    const resolved: string[] = [];
    const rejected: string[] = [];
    let crash: Promise<void> | undefined;
    const recordMany = async (writer: number): Promise<void> => {
      for (let item = 0; item < 40; item += 1) {
        const requestId = `${writer}-${item}`;
        await trail.record(givenEntry({ requestId })).then(
          () => resolved.push(requestId),
          () => rejected.push(requestId),
        );
        if (resolved.length >= 300) crash ??= killWriter(server.superuserUrl);
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, writer) => recordMany(writer)));
    await crash;
    const onTrail = await withClient(server.superuserUrl, async (client) => {
      const { rows } = await client.query<{ body: string }>('select body from audit.event');
      return rows.map(({ body }) => `${JSON.parse(body).requestId}`);
    });
    expect(resolved.length + rejected.length).toBe(800);
    expect(rejected).toEqual([]);
    expect(onTrail.sort()).toEqual(resolved.sort());
    const { publicKey } = generateKeyPairSync('ed25519');
    expect(await verifyAudit(dataSource, { anchorFile: '/nonexistent', publicKey })).toMatchObject({ ok: true });
  });

  it('and stays away, every record rejects when the time is up', async () => {
    const { server, dataSource } = await givenServer();
    const trail = givenTrail(dataSource, { giveUpMilliseconds: 400 });
    await trail.record(givenEntry());
    await server.stop();
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => trail.record(givenEntry())));
    expect(new Set(outcomes.map((each) => each.status === 'rejected' && each.reason.code))).toEqual(
      new Set(['audit.write.failed']),
    );
  });
});

describe('when the network', () => {
  it('loses the answer to a batch that was committed, its entries are there once and their record resolves', async () => {
    const { audit, proxy, dataSource } = await givenNetwork();
    const trail = givenTrail(dataSource);
    await trail.record(givenEntry());
    proxy.swallowAnswers();
    const recording = Promise.all([1, 2, 3].map((each) => trail.record(givenEntry({ requestId: `lost-${each}` }))));
    while ((await audit.ask('select from audit.event')).length < 4);
    proxy.recover();
    await expect(recording).resolves.toHaveLength(3);
    expect(await audit.ask('select from audit.event')).toHaveLength(4);
  });

  it('goes silent, record rejects when the time is up, and recovers with the network', async () => {
    const { proxy, dataSource } = await givenNetwork();
    const trail = givenTrail(dataSource, { giveUpMilliseconds: 300 });
    await trail.record(givenEntry());
    proxy.swallowAnswers();
    await expect(trail.record(givenEntry())).rejects.toMatchObject({ code: 'audit.write.failed' });
    proxy.recover();
    await expect(trail.record(givenEntry())).resolves.toBeUndefined();
  });
});

function givenTrail(dataSource: DataSource, options: PostgresAuditTrailOptions = {}): PostgresAuditTrail {
  const trail = new PostgresAuditTrail(dataSource, options);
  endings.push(() => trail.close());
  return trail;
}

async function givenServer() {
  const server = await isolatedServer();
  await migrate(server.superuserUrl);
  const dataSource: DataSource = await connect(server.superuserUrl);
  endings.push(async () => {
    await dataSource.destroy();
    await server.stop();
  });
  return { server, dataSource };
}

/** PostgreSQL takes the death of one of its processes for a crash: it ends all others and recovers from its log. */
async function killWriter(superuserUrl: string): Promise<void> {
  const pid = await withClient(superuserUrl, async (client) => {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'audit-spec' and query ilike '%audit.append%'`,
    );
    return rows[0]?.pid;
  });
  if (pid === undefined) throw new Error('No connection of the writer was found.');
  process.kill(pid, 'SIGKILL');
}

async function givenNetwork() {
  const audit = await givenAudit();
  const proxy = await givenProxy(audit.database.urlAs('caregate_ehr'));
  const dataSource = await connect(proxy.url);
  endings.push(async () => {
    await dataSource.destroy();
    await proxy.close();
    await audit.close();
  });
  return { audit, proxy, dataSource };
}
