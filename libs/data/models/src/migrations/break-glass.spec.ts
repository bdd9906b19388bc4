import { randomUUID } from 'node:crypto';
import { testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import { migrate } from '../database/migrate.js';
import { rollback } from '../database/rollback.js';
import { migrations } from './index.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
});

afterAll(() => database.drop());

const reason = 'unconscious, allergies unknown';

function ask<T extends object>(sql: string, parameters: readonly unknown[], url = database.urlAs('caregate_auth')) {
  return withClient(url, async (client) => (await client.query<T>(sql, [...parameters])).rows);
}

async function broken({ minutes = '30', why = reason, subject = 'doctor-1' } = {}): Promise<string> {
  const [row] = await ask<{ id: string }>(
    `insert into access.relation (subject, patient_id, kind, reason, granted_by, expires_at)
     values ($1, $2, 'break-glass', $3, $1, now() + $4::interval) returning id`,
    [subject, randomUUID(), why, `${minutes} minutes`],
  );
  return row?.id ?? '';
}

function review(id: string, { subject = 'doctor-1', by = 'officer-1', verdict = 'justified', note = 'seen' } = {}) {
  return ask(
    'insert into access.glass_review (relation_id, subject, reviewed_by, verdict, note) values ($1, $2, $3, $4, $5)',
    [id, subject, by, verdict, note],
  );
}

describe('a relation by a broken glass', () => {
  it('may last an hour to the second', async () => {
    await expect(broken({ minutes: '60' })).resolves.not.toBe('');
  });

  it.each([
    ['longer than an hour', { minutes: '60.1' }],
    ['with a reason of a word', { why: 'because' }],
    ['with a reason of blanks', { why: ' '.repeat(20) }],
    ['with a reason without end', { why: 'x'.repeat(501) }],
  ])('is never %s', async (_what, how) => {
    await expect(broken(how)).rejects.toMatchObject({ code: '23514' });
  });

  it('cannot be made longer afterwards', async () => {
    const id = await broken();
    const longer = ask(`update access.relation set expires_at = now() + interval '2 hours' where id = $1`, [id]);
    await expect(longer).rejects.toMatchObject({ code: '23514' });
  });
});

describe('the review of an emergency access', () => {
  it('is made once, and never changed or taken back', async () => {
    const id = await broken();
    await review(id);
    await expect(review(id, { by: 'officer-2' })).rejects.toMatchObject({ code: '23505' });
    await expect(ask('update access.glass_review set note = $1', ['other'])).rejects.toMatchObject({ code: '42501' });
    await expect(ask('delete from access.glass_review', [])).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    ['by the person who broke the glass', { by: 'doctor-1' }, '23514'],
    ['in the name of another than the one who did', { subject: 'doctor-2' }, '23503'],
    ['with a verdict nobody defined', { verdict: 'perhaps' }, '23514'],
    ['without a note', { note: '  ' }, '23514'],
  ])('is never made %s', async (_what, how, code) => {
    await expect(review(await broken(), how)).rejects.toMatchObject({ code });
  });
});

describe('what was in the database before the bounds', () => {
  it('is ended where it does not keep to them, and kept', async () => {
    const old = await testDatabase({ migrate: (url) => migrate(url) });
    try {
      const back = migrations.length - migrations.findIndex(({ name }) => name.startsWith('BreakGlass'));
      await rollback(old.superuserUrl, back);
      await ask(
        `insert into access.relation (subject, patient_id, kind, reason, granted_by, expires_at) values
         ('long', uuidv7(), 'break-glass', $1, 'specs', now() + interval '10 years'),
         ('terse', uuidv7(), 'break-glass', 'x', 'specs', now() + interval '5 minutes'),
         ('good', uuidv7(), 'break-glass', $1, 'specs', now() + interval '5 minutes')`,
        [reason],
        old.superuserUrl,
      );
      await migrate(old.superuserUrl);
      const open = await ask(
        'select subject from access.relation where revoked_at is null order by subject',
        [],
        old.superuserUrl,
      );
      expect(open).toEqual([{ subject: 'good' }]);
    } finally {
      await old.drop();
    }
  });
});
