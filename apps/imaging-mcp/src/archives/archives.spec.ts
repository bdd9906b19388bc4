import { DomainError } from '@caregate/core-errors';
import { Archives } from './archives.js';
import type { Datastore, ImageArchive, Page } from './image-archive.port.js';

type Lister = Pick<ImageArchive, 'name' | 'listDatastores'>;

const datastore = (id: string): Datastore => ({ id, name: id, status: 'ACTIVE' });
const holding = (name: string, ...ids: string[]): Lister => ({
  name,
  listDatastores: async (_status, { resultsMax, token }): Promise<Page<Datastore>> => {
    const begin = Number(token ?? 0);
    const more = begin + resultsMax < ids.length;
    const items = ids.slice(begin, begin + resultsMax).map(datastore);
    return { items, nextToken: more ? String(begin + resultsMax) : undefined };
  },
});
const failing = (name: string, error: Error): Lister => ({ name, listDatastores: () => Promise.reject(error) });
const away = new DomainError('imaging.archive.unavailable');

/** Of an archive, no more than its list is looked at here. */
const given = (...archives: Lister[]) => new Archives(archives as ImageArchive[], 5);
const all = { resultsMax: 50, token: undefined };

describe('the datastores of several archives', () => {
  it('are those of one archive after the other, in pages', async () => {
    const archives = given(holding('one', 'a', 'b'), holding('two', 'c'));
    const ids: string[] = [];
    let token: string | undefined;
    do {
      const page = await archives.listDatastores(undefined, { resultsMax: 1, token });
      ids.push(...page.items.map(({ id }) => id));
      token = page.nextToken;
    } while (token !== undefined);
    expect(ids).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['cannot be reached', failing('gone', away)],
    ['is too busy', failing('gone', new DomainError('imaging.archive.throttled'))],
    ['does not know us', failing('gone', new DomainError('imaging.archive.unauthorized'))],
    ['keeps silent', { name: 'gone', listDatastores: () => new Promise<never>(() => undefined) }],
  ])('are told without those of an archive that %s, and name it (feature X13)', async (_case, gone) => {
    for (const archives of [given(gone, holding('two', 'c')), given(holding('two', 'c'), gone)])
      expect(await archives.listDatastores(undefined, all)).toEqual({
        items: [datastore('c')],
        nextToken: undefined,
        away: ['gone'],
      });
  });

  it('are an error when no archive answers', async () => {
    await expect(given(failing('one', away), failing('two', away)).listDatastores(undefined, all)).rejects.toBe(away);
  });

  it('are an error when the fault is the caller’s or ours', async () => {
    const invalid = new DomainError('imaging.request.refused');
    const archives = given(failing('one', invalid), holding('two', 'c'));
    await expect(archives.listDatastores(undefined, all)).rejects.toBe(invalid);
    await expect(archives.listDatastores(undefined, { ...all, token: '7.' })).rejects.toMatchObject({
      code: 'imaging.search.invalid',
    });
  });
});
