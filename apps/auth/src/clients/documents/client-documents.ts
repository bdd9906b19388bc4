import { LRUCache } from 'lru-cache';
import { anonymous } from '../../trail/actors.js';
import type { AuthTrail } from '../../trail/auth-trail.js';
import type { DocumentFetcher } from './document-fetcher.js';
import { judgeDocument, keysIn } from './document.policy.js';

export interface ClientDocumentsOptions {
  readonly fetcher: Pick<DocumentFetcher, 'fetch'>;
  readonly trail: AuthTrail;
  /** Hosts whose documents count; none named: any. */
  readonly hosts: readonly string[];
  /** Whether an application may sign who it is (RFC 7523). */
  readonly privateKeyJwt: boolean;
}

/** An address that led nowhere is not asked again for this long, so that nobody floods a third party through us. */
const REFUSED_MILLISECONDS = 30_000;
const REFUSED_MAX = 1000;
const ADDRESS_LENGTH_MAX = 500;

/** Keys at an address of their own may be changed at any time, and a new one should be known soon. */
const KEYS_SECONDS = 300;

/** Applications known by the address of a document that says what they are (client ID metadata documents). */
export class ClientDocuments {
  private readonly refused = new LRUCache<string, Error>({ max: REFUSED_MAX, ttl: REFUSED_MILLISECONDS });

  constructor(private readonly options: ClientDocumentsOptions) {}

  /** As the library asks for a document: it reads the answer, caches it within bounds and makes a client of it. */
  async answer(address: string): Promise<Response> {
    const known = this.refused.get(address);
    if (known !== undefined) throw known;
    try {
      return await this.read(address);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      this.refused.set(address, error);
      await this.record(address, error.message);
      throw error;
    }
  }

  private async read(address: string): Promise<Response> {
    const { fetcher, hosts, privateKeyJwt } = this.options;
    const { host, pathname } = new URL(address);
    if (address.length > ADDRESS_LENGTH_MAX || pathname === '/') throw new Error('the address names no document');
    if (hosts.length > 0 && !hosts.includes(host)) throw new Error('the host is not among those allowed');
    const { text, cacheControl } = await fetcher.fetch(address);
    const verdict = judgeDocument(text, address, { privateKeyJwt });
    if (!verdict.accepted) throw new Error(verdict.because);
    const { metadata, keysAt } = verdict;
    const keys = keysAt === undefined ? {} : { jwks: keysIn((await fetcher.fetch(keysAt)).text) };
    await this.record(address);
    const believed = keysAt === undefined ? cacheControl : `max-age=${KEYS_SECONDS}`;
    const headers = believed === undefined ? {} : { 'cache-control': believed };
    return Response.json({ ...metadata, ...keys }, { headers });
  }

  private async record(address: string, refusal?: string): Promise<void> {
    await this.options.trail.record('oauth.client.document.read', {
      actor: anonymous,
      entity: { type: 'OAuthClient', id: address.slice(0, ADDRESS_LENGTH_MAX) },
      ...(refusal === undefined ? {} : { outcome: 'refused', decision: refusal.slice(0, 200) }),
    });
  }
}
