import { setTimeout } from 'node:timers/promises';
import { DomainError } from '@caregate/core-errors';
import type { Datastore, ImageArchive, Page, PageRequest } from './image-archive.port.js';

/** Datastores, and the archives whose own are missing among them. */
export interface DatastorePage extends Page<Datastore> {
  readonly away: readonly string[];
}

/** All archives of this installation, behind the ids of their datastores. */
export class Archives {
  constructor(
    private readonly all: readonly ImageArchive[],
    private readonly patienceMilliseconds = 10_000,
  ) {}

  /** Ids are not secret, so that one of no archive may be called unknown. */
  holding(datastoreId: string): ImageArchive {
    const archive = this.all.find((each) => each.names(datastoreId));
    if (archive === undefined) throw new DomainError('imaging.resource.not_found');
    return archive;
  }

  /**
   * One archive after the other; the token says which one the next page comes from. Those that do not answer are named
   * beside what the others hold, unless none does.
   */
  async listDatastores(status: string | undefined, { resultsMax, token }: PageRequest): Promise<DatastorePage> {
    const place = placeOf(token);
    if (place.index >= this.all.length) throw badToken();
    const { items, away, nextToken } = await this.listedFrom(place, status, resultsMax);
    if (away[0] !== undefined && away.length === this.all.length - place.index) throw away[0].error;
    return { items, nextToken, away: away.map(({ name }) => name) };
  }

  private async listedFrom({ index, inner }: Place, status: string | undefined, room: number): Promise<Listing> {
    const archive = this.all[index];
    if (archive === undefined) return { items: [], away: [], nextToken: undefined };
    if (room <= 0) return { items: [], away: [], nextToken: `${index}.` };
    const { items, away, nextToken } = await this.listingOf(archive, status, { resultsMax: room, token: inner });
    if (nextToken !== undefined) return { items, away, nextToken: `${index}.${nextToken}` };
    const rest = await this.listedFrom({ index: index + 1, inner: undefined }, status, room - items.length);
    return { items: [...items, ...rest.items], away: [...away, ...rest.away], nextToken: rest.nextToken };
  }

  private async listingOf(archive: ImageArchive, status: string | undefined, page: PageRequest): Promise<Listing> {
    try {
      const answer = await withPatience(archive.listDatastores(status, page), this.patienceMilliseconds);
      return { ...answer, away: [] };
    } catch (error) {
      if (!(error instanceof DomainError) || !AWAY.has(error.kind)) throw error;
      return { items: [], away: [{ name: archive.name, error }], nextToken: undefined };
    }
  }
}

interface Place {
  readonly index: number;
  readonly inner: string | undefined;
}

interface Listing extends Page<Datastore> {
  readonly away: readonly { readonly name: string; readonly error: DomainError }[];
}

const AWAY = new Set<DomainError['kind']>(['unavailable', 'too-many', 'timeout']);

/** Attempts at an archive that keeps silent take longer than the whole call may. */
async function withPatience<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
  const answered = new AbortController();
  const silence = setTimeout(milliseconds, undefined, { signal: answered.signal, ref: false }).then(() => {
    throw new DomainError('imaging.archive.unavailable', { detail: { milliseconds } });
  });
  return Promise.race([answer, silence]).finally(() => answered.abort());
}

function placeOf(token: string | undefined): Place {
  if (token === undefined) return { index: 0, inner: undefined };
  const [, index, inner] = /^(\d{1,2})\.(.*)$/s.exec(token) ?? [];
  if (index === undefined) throw badToken();
  return { index: Number(index), inner: inner === '' ? undefined : inner };
}

function badToken(): DomainError {
  return new DomainError('imaging.search.invalid', { publicMessage: 'next_token is none that this server has given.' });
}
