import { isActive, type Relation } from '@caregate/core-permissions';
import { CachedRelations, type CachedRelationsOptions } from './cached-relations.js';
import { givenRelation } from './fixtures/given.fixture.js';
import { MessagingByHand } from './fixtures/messaging-by-hand.fixture.js';

const seconds = 1_000;

/** A table by hand: rows of everybody, and a way to hold an answer back. */
class RepositoryByHand {
  rows: Relation[] = [givenRelation()];
  reads = 0;
  answer: (rows: Relation[]) => Promise<Relation[]> = (rows) => Promise.resolve(rows);

  ofSubject(subject: string): Promise<Relation[]> {
    this.reads += 1;
    return this.answer(this.rows.filter((row) => row.subject === subject));
  }
}

async function given(options: Partial<CachedRelationsOptions> = {}) {
  const repository = new RepositoryByHand();
  const messaging = new MessagingByHand();
  const time = { now: 0 };
  // A process that has run for a while: no age is the same as the time.
  const nowMilliseconds = (): number => 3_600 * seconds + time.now;
  const relations = await CachedRelations.start({ repository, messaging, nowMilliseconds, ...options });
  const change = (subject: string): Promise<void> => messaging.deliver('relations.changed', { subject });
  return { relations, repository, messaging, time, change };
}

const down = (): Promise<never> => Promise.reject(new Error('connection refused'));
const stale = { code: 'access.view.stale', kind: 'unavailable' };

describe('cached relations', () => {
  it('are read once for many questions, also at the same time', async () => {
    const { relations, repository } = await given();
    expect(relations.health()).toEqual({ healthy: true, size: 0 });
    const answers = await Promise.all([relations.of('dr-house'), relations.of('dr-house')]);
    expect(answers[0]).toEqual([givenRelation()]);
    await relations.of('dr-house');
    expect(repository.reads).toBe(1);
  });

  it('begin by the clock of this process, but for a broken glass, which is none for later', async () => {
    const { relations, repository } = await given();
    const validFrom = new Date(Date.now() + 40 * seconds);
    repository.rows = (['break-glass', 'assignment'] as const).map((kind) => givenRelation({ kind, validFrom }));
    const known = await relations.of('dr-house');
    expect(known.map((relation) => [relation.kind, isActive(relation, new Date())])).toEqual([
      ['break-glass', true],
      ['assignment', false],
    ]);
  });

  it('are read anew for the subject of a change, and for no other', async () => {
    const { relations, repository, change } = await given();
    await relations.of('dr-house');
    await relations.of('dr-wilson');
    repository.rows = [];
    await change('dr-house');
    await expect(relations.of('dr-house')).resolves.toEqual([]);
    await relations.of('dr-wilson');
    expect(repository.reads).toBe(3);
  });

  it('are not kept from a read that began before the change', async () => {
    const { relations, repository, change } = await given();
    let answer = (): void => {};
    repository.answer = (rows) => new Promise((resolve) => (answer = () => resolve(rows)));
    const before = relations.of('dr-house');
    repository.rows = [];
    await change('dr-house');
    repository.answer = (rows) => Promise.resolve(rows);
    await expect(relations.of('dr-house')).resolves.toEqual([]);
    answer();
    await before;
    await expect(relations.of('dr-house')).resolves.toEqual([]);
    expect(repository.reads).toBe(2);
  });

  it('are kept for thirty seconds at most, should a change never be told', async () => {
    const { relations, repository, time } = await given();
    await relations.of('dr-house');
    repository.rows = [];
    time.now = 30 * seconds - 1;
    await expect(relations.of('dr-house')).resolves.toHaveLength(1);
    time.now = 30 * seconds;
    await expect(relations.of('dr-house')).resolves.toEqual([]);
  });

  it('are kept for five seconds at most while changes are not heard of', async () => {
    const { relations, repository, messaging, time } = await given();
    await relations.of('dr-house');
    repository.rows = [];
    messaging.healthy = false;
    time.now = 5 * seconds - 1;
    await expect(relations.of('dr-house')).resolves.toHaveLength(1);
    time.now = 5 * seconds;
    await expect(relations.of('dr-house')).resolves.toEqual([]);
    expect(relations.health()).toMatchObject({ healthy: true, detail: expect.stringContaining('not heard of') });
  });

  it('count their age from the start of the read', async () => {
    const { relations, repository, time } = await given();
    repository.answer = (rows) => {
      time.now = 29 * seconds;
      return Promise.resolve(rows);
    };
    await relations.of('dr-house');
    time.now = 30 * seconds;
    await relations.of('dr-house');
    expect(repository.reads).toBe(2);
  });

  it('make room for others, the least used first', async () => {
    const { relations, repository } = await given({ subjectsMax: 1 });
    await relations.of('dr-house');
    await relations.of('dr-wilson');
    await relations.of('dr-house');
    expect(repository.reads).toBe(3);
    expect(relations.health().size).toBe(1);
  });

  it('hear of no change once they are stopped', async () => {
    const { relations, repository, change } = await given();
    await relations.of('dr-house');
    await relations.stop();
    await change('dr-house');
    await relations.of('dr-house');
    expect(repository.reads).toBe(1);
  });

  it('cannot be changed by whoever was given them', async () => {
    const { relations } = await given();
    const answer = (await relations.of('dr-house')) as Relation[];
    expect(() => answer.push(givenRelation())).toThrow(TypeError);
  });
});

describe('relations that cannot be read', () => {
  it('are refused, and answered again as soon as they can', async () => {
    const { relations, repository } = await given();
    repository.answer = down;
    const cause = expect.objectContaining({ message: 'connection refused' }) as unknown;
    await expect(relations.of('dr-house')).rejects.toMatchObject({ ...stale, cause });
    expect(relations.health()).toMatchObject({ healthy: false, detail: 'The last read of relations failed.' });
    repository.answer = (rows) => Promise.resolve(rows);
    await expect(relations.of('dr-house')).resolves.toHaveLength(1);
    expect(relations.health()).toEqual({ healthy: true, size: 1 });
  });

  it('are healthy again a moment after a failure also if nobody asks, for nobody is sent to who is unhealthy', async () => {
    const { relations, repository, time } = await given();
    repository.answer = down;
    await expect(relations.of('dr-house')).rejects.toMatchObject(stale);
    time.now = 4.9 * seconds;
    expect(relations.health()).toMatchObject({ healthy: false });
    time.now = 5 * seconds;
    expect(relations.health()).toEqual({ healthy: true, size: 0 });
  });

  it('are refused also to whoever was known before, once that is too old', async () => {
    const { relations, repository, messaging, time } = await given();
    await relations.of('dr-house');
    repository.answer = down;
    messaging.healthy = false;
    time.now = 5 * seconds;
    await expect(relations.of('dr-house')).rejects.toMatchObject(stale);
  });

  it('are refused when the database does not answer in time', async () => {
    const { relations, repository } = await given({ staleMilliseconds: 20 });
    repository.answer = () => new Promise(() => {});
    await expect(relations.of('dr-house')).rejects.toMatchObject(stale);
  });
});
