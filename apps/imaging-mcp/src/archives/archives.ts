import { DomainError } from '@caregate/core-errors';
import type { Datastore, ImageArchive, Page, PageRequest } from './image-archive.port.js';

/** All archives of this installation, behind the ids of their datastores. */
export class Archives {
  constructor(private readonly all: readonly ImageArchive[]) {}

  /** Ids are not secret, so that one of no archive may be called unknown. */
  holding(datastoreId: string): ImageArchive {
    const archive = this.all.find((each) => each.names(datastoreId));
    if (archive === undefined) throw new DomainError('imaging.resource.not_found');
    return archive;
  }

  /** One archive after the other; the token says which one the next page comes from. */
  async listDatastores(status: string | undefined, { resultsMax, token }: PageRequest): Promise<Page<Datastore>> {
    const { index, inner } = placeOf(token);
    const archive = this.all[index];
    if (archive === undefined) throw new DomainError('imaging.search.invalid', { publicMessage: BAD_TOKEN });
    const { items, nextToken } = await archive.listDatastores(status, { resultsMax, token: inner });
    if (nextToken !== undefined) return { items, nextToken: `${index}.${nextToken}` };
    if (index + 1 >= this.all.length) return { items, nextToken: undefined };
    if (items.length >= resultsMax) return { items, nextToken: `${index + 1}.` };
    const rest = await this.listDatastores(status, { resultsMax: resultsMax - items.length, token: `${index + 1}.` });
    return { items: [...items, ...rest.items], nextToken: rest.nextToken };
  }
}

const BAD_TOKEN = 'next_token is none that this server has given.';

function placeOf(token: string | undefined): { readonly index: number; readonly inner: string | undefined } {
  if (token === undefined) return { index: 0, inner: undefined };
  const [, index, inner] = /^(\d{1,2})\.(.*)$/s.exec(token) ?? [];
  if (index === undefined) throw new DomainError('imaging.search.invalid', { publicMessage: BAD_TOKEN });
  return { index: Number(index), inner: inner === '' ? undefined : inner };
}
