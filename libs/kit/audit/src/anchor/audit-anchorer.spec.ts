import { generateKeyPairSync } from 'node:crypto';
import { appendFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { fakeClock } from '@caregate/testing';
import { givenAnchoredTrail, type GivenAnchoredTrail } from '../testing/given-anchored-trail.js';
import { givenAudit, type GivenAudit } from '../testing/given-audit.js';
import { rewriteChain } from '../testing/rewrite-chain.js';
import { AuditAnchorer, type AuditAnchorerOptions } from './audit-anchorer.js';
import { lineOf, signAnchor } from './signed-anchor.js';
import { anchorStatement, statementHash, type AnchorStatement } from './anchor-statement.js';

let audit: GivenAudit;
let given: GivenAnchoredTrail;

beforeAll(async () => {
  audit = await givenAudit();
});

afterAll(() => audit.close());

beforeEach(async () => {
  given = await givenAnchoredTrail(audit);
});

afterEach(() => given.close());

describe('the anchorer', () => {
  it('states where every chain stands, linked to the statement before it', async () => {
    await given.record(2);
    await given.anchor();
    await given.recordAside(1);
    await given.anchor();
    const [first, second] = await statements();
    expect(first).toMatchObject({ n: 1, previous: '0'.repeat(64), heads: [[0, 2, expect.any(String)]] });
    expect(second).toMatchObject({ n: 2, previous: statementHash((await lines())[0]?.split('\t')[0] ?? '') });
    expect(second?.heads.map(([shard, seq]) => [shard, seq])).toEqual([
      [0, 3],
      [1, 1],
    ]);
  });

  it('writes nothing when nothing has been recorded', async () => {
    await given.anchor();
    expect(await statements()).toEqual([]);
    await given.record(1);
    await given.anchor();
    await given.anchor();
    expect(await statements()).toHaveLength(1);
  });

  it('lists only the chains that moved while it runs', async () => {
    await given.recordAside(1);
    const anchorer = await start();
    await given.record(1);
    await anchorer.anchorNow();
    await anchorer.stop();
    expect((await statements()).map(({ heads }) => heads.map(([shard]) => shard))).toEqual([[0, 1], [0]]);
    expect(await given.verify()).toMatchObject({ ok: true, findings: [] });
  });

  it('anchors by itself within its interval, and once more when it stops', async () => {
    const anchorer = await start({ intervalMilliseconds: 20 });
    await given.record(1);
    while ((await lines()).length === 0);
    await given.record(1);
    await anchorer.stop();
    expect((await statements()).at(-1)?.heads).toMatchObject([[0, 2, expect.any(String)]]);
  });

  it('keeps the file to its owner', async () => {
    await given.record(1);
    await given.anchor();
    expect((await stat(given.anchorFile)).mode & 0o777).toBe(0o600);
  });

  it('is healthy while it succeeds, and says so when it has not for a while', async () => {
    const anchorer = await start({ intervalMilliseconds: 5 });
    expect(anchorer.health()).toEqual({ healthy: true });
    await audit.tamper('revoke select on audit.head from caregate_auth');
    while (anchorer.health().healthy) await audit.ask('select 1');
    expect(anchorer.health()).toMatchObject({ healthy: false, detail: expect.any(String) });
    await anchorer.stop();
    await audit.tamper('grant select on audit.head to caregate_auth');
  });

  it('raises the alarm at its next turn when a chain has become shorter', async () => {
    const { logger, errors } = givenLogger();
    await given.record(3);
    const anchorer = await start({ logger });
    await audit.tamper('delete from audit.event where shard = 0 and seq = 3');
    await audit.tamper(rewriteChain(0));
    await anchorer.anchorNow();
    expect(errors).toEqual(['the audit trail has become shorter']);
    expect(anchorer.health()).toMatchObject({ healthy: false });
    await anchorer.stop();
    expect((await given.verify()).findings.map(({ kind }) => kind)).toContain('history-rewritten');
  });

  it('reports a clock that was set back', async () => {
    const clock = fakeClock();
    await given.record(1);
    await given.anchor({ clock: () => clock.now() });
    await given.record(1);
    clock.advance(-1_000);
    await given.anchor({ clock: () => clock.now() });
    expect(await given.verify()).toMatchObject({ ok: true, findings: [{ kind: 'clock-backwards', anchor: 2 }] });
  });
});

describe('several anchorers', () => {
  it('with one file extend one chain', async () => {
    const [one, other] = [await start(), await start()];
    for (const anchorer of [one, other, one, other]) {
      await given.record(1);
      await anchorer.anchorNow();
    }
    await Promise.all([one.stop(), other.stop()]);
    expect((await statements()).map(({ n }) => n)).toEqual([1, 2, 3, 4]);
    expect(await given.verify()).toMatchObject({ ok: true, findings: [] });
  });

  it('with a file each, on machines of their own, each hold the whole chain', async () => {
    const elsewhere = `${given.anchorFile}.elsewhere`;
    const [one, other] = [await start(), await start({ file: elsewhere })];
    for (const anchorer of [one, other, one]) {
      await given.record(1);
      await anchorer.anchorNow();
    }
    await Promise.all([one.stop(), other.stop()]);
    expect(await readFile(elsewhere, 'utf8')).toBe(await readFile(given.anchorFile, 'utf8'));
    expect(await given.verify()).toMatchObject({ ok: true, anchors: 3, findings: [] });
  });
});

describe('an anchorer that starts', () => {
  beforeEach(async () => {
    for (let left = 3; left > 0; left -= 1) {
      await given.record(1);
      await given.anchor();
    }
  });

  it('cuts off half a line that a crash has left, and goes on', async () => {
    await appendFile(given.anchorFile, '{"v":1,"n":4,"at":"20');
    expect(await given.verify()).toMatchObject({ ok: true, anchors: 3, findings: [] });
    await given.record(1);
    await given.anchor();
    expect(await given.verify()).toMatchObject({ ok: true, anchors: 4, findings: [] });
  });

  it('completes a file that is behind its copies, after checking their signatures', async () => {
    const whole = await readFile(given.anchorFile, 'utf8');
    await writeFile(given.anchorFile, `${whole.split('\n')[0]}\n`);
    await given.anchor();
    expect(await readFile(given.anchorFile, 'utf8')).toBe(whole);
    await rm(given.anchorFile);
    await given.anchor();
    expect(await readFile(given.anchorFile, 'utf8')).toBe(whole);
  });

  it('gives back anchors that the database has lost, and says so', async () => {
    const { logger, errors } = givenLogger();
    await audit.tamper('delete from audit.anchor where n > 1');
    await given.anchor({ logger });
    expect(errors).toEqual(['the database had lost audit anchors; they were restored from the anchor file']);
    expect(await given.verify()).toMatchObject({ ok: true, anchors: 3, findings: [] });
  });

  it('refuses to go on with another key', async () => {
    await expect(given.anchor({ key: generateKeyPairSync('ed25519') })).rejects.toThrow('this key has not signed');
  });

  it('refuses to take over copies that nobody signed', async () => {
    await rm(given.anchorFile);
    await audit.tamper(`update audit.anchor set statement = replace(statement, '"n":2', '"n":9') where n = 2`);
    await expect(given.anchor()).rejects.toThrow('copy of anchor 2');
  });

  it('refuses to go on where file and copy differ', async () => {
    const [first] = await statements();
    if (first === undefined) throw new Error('There is no anchor.');
    const other = signAnchor({ ...first, at: '2026-01-01T00:00:00.000Z' }, given.key.privateKey);
    await writeFile(given.anchorFile, `${lineOf(other)}\n`);
    await audit.tamper('delete from audit.anchor where n > 1');
    await expect(given.anchor()).rejects.toThrow('Anchor 1 of the file and its copy in the database differ.');
  });
});

function start(options: Partial<AuditAnchorerOptions> = {}): Promise<AuditAnchorer> {
  const { anchorFile: file, key } = given;
  return AuditAnchorer.start(audit.auth, { file, key, intervalMilliseconds: 3_600_000, ...options });
}

async function lines(): Promise<string[]> {
  const text = await readFile(given.anchorFile, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
}

async function statements(): Promise<AnchorStatement[]> {
  return (await lines()).map((line) => anchorStatement.parse(JSON.parse(line.split('\t')[0] ?? '')));
}

function givenLogger() {
  const errors: string[] = [];
  return {
    errors,
    logger: { warn: () => undefined, error: (_: object, message: string) => void errors.push(message) },
  };
}
