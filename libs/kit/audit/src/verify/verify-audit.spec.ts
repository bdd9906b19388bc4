import { generateKeyPairSync, sign } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { fakeClock } from '@caregate/testing';
import { anchorStatement, statementHash, type AnchorStatement } from '../anchor/anchor-statement.js';
import { anchorOfLine, lineOf, signAnchor } from '../anchor/signed-anchor.js';
import { givenAnchoredTrail, type GivenAnchoredTrail } from '../testing/given-anchored-trail.js';
import { givenAudit, type GivenAudit } from '../testing/given-audit.js';
import { rewriteChain } from '../testing/rewrite-chain.js';
import type { FindingKind } from './finding.js';

let audit: GivenAudit;
let given: GivenAnchoredTrail;

beforeAll(async () => {
  audit = await givenAudit();
});

afterAll(() => audit.close());

/** Chain 0 has five rows, chain 1 four; an anchor after three rows of chain 0, and one after everything. */
beforeEach(async () => {
  given = await givenAnchoredTrail(audit);
  await given.record(3);
  await given.anchor();
  await given.record(1);
  await given.recordAside(4);
  await given.anchor();
});

afterEach(() => given.close());

describe('verification', () => {
  it('finds nothing in a trail that nobody touched', async () => {
    expect(await given.verify()).toMatchObject({
      ok: true,
      rows: 9,
      shards: 2,
      anchors: 2,
      unanchoredRows: 0,
      findings: [],
    });
  });

  it('counts the rows that no anchor covers yet', async () => {
    await given.record(2);
    expect(await given.verify()).toMatchObject({ ok: true, rows: 11, unanchoredRows: 2 });
  });

  it('warns when nothing was ever anchored', async () => {
    await audit.tamper('delete from audit.anchor');
    await rm(given.anchorFile);
    expect(await findings()).toEqual(['not-anchored']);
    expect(await given.verify()).toMatchObject({ ok: true, anchors: 0, unanchoredRows: 9 });
  });

  it('warns of rows that were dated back', async () => {
    await given.close();
    const clock = fakeClock();
    given = await givenAnchoredTrail(audit, { clock: () => clock.now() });
    await given.record(2);
    clock.advance(-59_000);
    await given.record(1);
    expect(await findings()).toEqual(['not-anchored']);
    clock.advance(-61_000);
    await given.record(2);
    await given.anchor();
    expect(await given.verify()).toMatchObject({ ok: true, findings: [{ kind: 'clock-backwards', shard: 0, seq: 4 }] });
  });

  it('leaves what is recorded meanwhile to the next verification', async () => {
    const [report] = await Promise.all([given.verify(), given.record(20)]);
    expect(report).toMatchObject({ ok: true, findings: [] });
  });
});

describe('a superuser who switches the guards off and then', () => {
  it('changes the text of a row is found, once', async () => {
    await audit.tamper(`update audit.event set body = replace(body, 'user-7', 'user-8') where shard = 1 and seq = 2`);
    expect(await given.verify()).toMatchObject({
      ok: false,
      findings: [
        { kind: 'row-changed', shard: 1, seq: 2 },
        { kind: 'column-changed', shard: 1, seq: 2, message: expect.stringContaining('actor') },
      ],
    });
  });

  it.each([
    ['actor', `actor = 'somebody-else'`],
    ['patient_id', 'patient_id = null'],
    ['client_id', `client_id = 'other'`],
    ['event', `event = 'logout'`],
    ['outcome', `outcome = 'refused'`],
  ])('hides a row from queries by its column %s is found', async (column, change) => {
    await audit.tamper(`update audit.event set ${change} where shard = 0 and seq = 4`);
    expect(await given.verify()).toMatchObject({
      ok: false,
      findings: [{ kind: 'column-changed', shard: 0, seq: 4, message: expect.stringContaining(column) }],
    });
  });

  it('moves a row to another time is found', async () => {
    await audit.tamper('alter table audit.event drop constraint if exists event_time_is_in_id');
    await audit.tamper(`update audit.event set recorded_at = recorded_at + interval '1 s' where shard = 0 and seq = 2`);
    expect(await findings()).toEqual(['column-changed']);
  });

  it('deletes a row is found', async () => {
    await audit.tamper('delete from audit.event where shard = 0 and seq = 2');
    expect(await given.verify()).toMatchObject({
      ok: false,
      findings: [{ kind: 'row-missing', shard: 0, seq: 2, toSeq: 2 }],
    });
  });

  it('exchanges two rows is found', async () => {
    await audit.tamper(
      `update audit.event set seq = case seq when 2 then -3 else -2 end where shard = 1 and seq in (2, 3)`,
    );
    await audit.tamper('update audit.event set seq = -seq where seq < 0');
    expect(await given.verify()).toMatchObject({
      ok: false,
      findings: [
        { kind: 'row-changed', shard: 1, seq: 2 },
        { kind: 'row-changed', shard: 1, seq: 3 },
        { kind: 'row-changed', shard: 1, seq: 4 },
      ],
    });
  });

  it('moves a row into another chain is found', async () => {
    await audit.tamper('update audit.event set shard = 2, seq = 1 where shard = 1 and seq = 4');
    expect(await findings()).toEqual(expect.arrayContaining(['row-missing', 'row-changed', 'head-changed']));
  });

  it('inserts a row is found', async () => {
    await audit.tamper('alter table audit.event drop constraint if exists event_time_is_in_id');
    await audit.tamper(`
      insert into audit.event select shard, 6, uuidv7(), now(), event, outcome, actor, client_id, patient_id, hash, body
        from audit.event where shard = 0 and seq = 5`);
    expect(await findings()).toEqual(expect.arrayContaining(['row-changed', 'column-changed', 'head-changed']));
  });

  it('cuts the end off a chain is found', async () => {
    await audit.tamper('delete from audit.event where shard = 0 and seq >= 4');
    expect(await given.verify()).toMatchObject({
      ok: false,
      findings: [{ kind: 'row-missing', shard: 0, seq: 4, toSeq: 5 }],
    });
  });

  it('cuts the end off a chain and sets its head back is found by the anchor', async () => {
    await audit.tamper('delete from audit.event where shard = 0 and seq >= 4');
    await audit.tamper(
      `update audit.head set (seq, hash) = (select seq, hash from audit.event where shard = 0 and seq = 3) where shard = 0`,
    );
    expect(await given.verify()).toMatchObject({
      ok: false,
      findings: [{ kind: 'row-missing', shard: 0, seq: 4, toSeq: 5 }],
    });
  });

  it('takes a whole chain away, head and all, is found by the anchor', async () => {
    await audit.tamper('delete from audit.event where shard = 1');
    await audit.tamper('delete from audit.head where shard = 1');
    expect(await given.verify()).toMatchObject({
      ok: false,
      findings: [{ kind: 'row-missing', shard: 1, seq: 1, toSeq: 4 }],
    });
  });

  it('takes the head of a chain away is found', async () => {
    await audit.tamper('delete from audit.head where shard = 1');
    expect(await findings()).toEqual(['head-changed']);
  });

  it('changes a head is found', async () => {
    await audit.tamper(`update audit.head set hash = sha256('x') where shard = 1`);
    expect(await findings()).toEqual(['head-changed']);
  });

  it('rewrites a row and every hash after it, head included, is found by the anchor', async () => {
    await audit.tamper(
      `update audit.event set body = replace(body, 'user-7', 'user-8'), actor = 'user-8' where shard = 0 and seq = 2`,
    );
    await audit.tamper(rewriteChain(0));
    expect(await given.verify()).toMatchObject({
      ok: false,
      findings: [
        { kind: 'history-rewritten', shard: 0, seq: 3, anchor: 1 },
        { kind: 'history-rewritten', shard: 0, seq: 5, anchor: 2 },
      ],
    });
  });

  it('rewrites rows, head and the copies of the anchors is found by the anchor file', async () => {
    await audit.tamper('delete from audit.event where shard = 0 and seq = 5');
    await audit.tamper(rewriteChain(0));
    await audit.tamper('delete from audit.anchor where n = 2');
    expect(await findings()).toEqual(expect.arrayContaining(['row-missing', 'anchor-copy-missing']));
  });

  it('puts an anchor of another key beside a rewritten chain is found', async () => {
    await audit.tamper('delete from audit.event where shard = 0 and seq = 5');
    await audit.tamper(rewriteChain(0));
    const { privateKey } = generateKeyPairSync('ed25519');
    const [{ statement } = { statement: '' }] = await audit.ask<{ statement: string }>(
      'select statement from audit.anchor where n = 2',
    );
    const forged = statement.replace('"n":2', '"n":3');
    await audit.tamper('insert into audit.anchor values (3, now(), $1, $2)', [
      forged,
      sign(null, Buffer.from(forged), privateKey),
    ]);
    expect(await findings()).toEqual(['anchor-forged', 'row-missing']);
  });

  it('changes the copy of an anchor is found', async () => {
    await audit.tamper(`update audit.anchor set statement = replace(statement, '"n":1', '"n":7') where n = 1`);
    expect(await findings()).toEqual(['anchor-copy-changed']);
  });

  it('deletes rows as if by a purge is found, for no signed statement names them', async () => {
    await audit.tamper('update audit.head set floor_seq = 2 where shard = 0');
    await audit.tamper('delete from audit.event where shard = 0 and seq <= 2');
    expect(await given.verify()).toMatchObject({ ok: false, findings: [{ kind: 'row-missing', seq: 1, toSeq: 2 }] });
  });
});

describe('somebody who changes the anchor file and', () => {
  it('forges the record of a purge for rows that they deleted is found', async () => {
    const last = await statementOf(2);
    const [row] = await audit.ask<{ hash: string }>(
      `select encode(hash, 'hex') as hash from audit.event where shard = 0 and seq = 2`,
    );
    const purge = { before: '2026-01-01T00:00:00.000Z', by: 'x', reason: 'x' };
    const forged = signAnchor(
      { ...last, n: 3, heads: [[0, 2, row?.hash ?? '']], purge },
      generateKeyPairSync('ed25519').privateKey,
    );
    await changeLines((lines) => [...lines, lineOf(forged)]);
    await audit.tamper('update audit.head set floor_seq = 2 where shard = 0');
    await audit.tamper('delete from audit.event where shard = 0 and seq <= 2');
    expect(await findings()).toEqual(['row-missing', 'anchor-forged']);
  });

  it('has the key, but signs a root that does not cover the heads, is found', async () => {
    const [first, second] = [await statementOf(1), await statementOf(2)];
    const wrong = signAnchor({ ...second, root: first.root }, given.key.privateKey);
    await changeLines((lines) => [lines[0] ?? '', lineOf(wrong)]);
    expect(await findings()).toEqual(['anchor-inconsistent', 'anchor-copy-changed']);
  });

  it('has the key, but signs an anchor that does not follow the one before it, is found', async () => {
    const second = await statementOf(2);
    const elsewhere = signAnchor({ ...second, previous: '0'.repeat(64) }, given.key.privateKey);
    await changeLines((lines) => [lines[0] ?? '', lineOf(elsewhere)]);
    expect(await findings()).toEqual(['anchor-inconsistent', 'anchor-copy-changed']);
    const again = signAnchor({ ...second, previous: statementHash(elsewhere.text) }, given.key.privateKey);
    await changeLines((lines) => [...lines, lineOf(again)]);
    expect((await findings()).filter((kind) => kind === 'anchor-inconsistent')).toHaveLength(2);
  });

  it('cuts its end off is found by the copies', async () => {
    await given.record(1);
    await given.anchor();
    await changeLines((lines) => lines.slice(0, 1));
    expect(await findings()).toEqual(['anchor-file-truncated']);
  });

  it('takes the whole file away is found by the copies', async () => {
    await rm(given.anchorFile);
    expect(await findings()).toEqual(['anchor-file-truncated']);
  });

  it('takes the last line away gains nothing, because its signed copy still proves the rows', async () => {
    await changeLines((lines) => lines.slice(0, 1));
    expect(await given.verify()).toMatchObject({ ok: true, findings: [{ kind: 'anchor-file-behind' }] });
    await audit.tamper('delete from audit.event where shard = 0 and seq = 5');
    await audit.tamper(rewriteChain(0));
    expect(await findings()).toEqual(expect.arrayContaining(['row-missing']));
  });

  it('takes a line out of the middle is found', async () => {
    await changeLines((lines) => lines.slice(1));
    expect(await findings()).toEqual(['anchor-missing']);
  });

  it('changes a line is found', async () => {
    await changeLines(([first = '', ...others]) => [first.replace(/"root":"./, '"root":"x'), ...others]);
    expect(await findings()).toEqual(expect.arrayContaining(['anchor-forged']));
  });

  it('writes lines of their own is found', async () => {
    await changeLines((lines) => [...lines, 'nonsense', '{"v":1}\tAAAA']);
    expect(await findings()).toEqual(['anchor-forged', 'anchor-forged']);
  });

  it('repeats the last line is found', async () => {
    await changeLines((lines) => [...lines, lines.at(-1) ?? '']);
    expect(await findings()).toEqual(expect.arrayContaining(['anchor-inconsistent']));
  });

  it('repeats an old line is found', async () => {
    await changeLines((lines) => [...lines, lines[0] ?? '']);
    expect(await findings()).toEqual(expect.arrayContaining(['anchor-inconsistent']));
  });
});

async function findings(): Promise<FindingKind[]> {
  return (await given.verify()).findings.map(({ kind }) => kind);
}

async function statementOf(n: number): Promise<AnchorStatement> {
  const line = (await readFile(given.anchorFile, 'utf8')).split('\n')[n - 1] ?? '';
  return anchorStatement.parse(JSON.parse(anchorOfLine(line).text));
}

async function changeLines(change: (lines: string[]) => string[]): Promise<void> {
  const lines = (await readFile(given.anchorFile, 'utf8')).trimEnd().split('\n');
  await writeFile(given.anchorFile, `${change(lines).join('\n')}\n`);
}
