import { lookup } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { DocumentUnreachable } from './document-unreachable.error.js';
import { isPublicAddress } from './public-address.js';

export interface DocumentFetcherOptions {
  /** On one machine the sandbox has no other addresses; everywhere else a private one is an attack (CWE-918). */
  readonly allowPrivateAddresses: boolean;
  readonly milliseconds?: number;
  readonly bytesMax?: number;
}

export interface FetchedDocument {
  readonly text: string;
  readonly cacheControl?: string;
}

const MILLISECONDS = 2500;
const BYTES_MAX = 5120;
/** RFC 6585 §4. */
const TOO_MANY_REQUESTS = 429;

/**
 * Reads what a stranger's address holds, without being led anywhere else: the very address that was looked up and found
 * public is the one connected to (so no DNS rebinding), no redirect is followed, and size and time are bounded.
 */
export class DocumentFetcher {
  constructor(private readonly options: DocumentFetcherOptions) {}

  fetch(address: string): Promise<FetchedDocument> {
    const url = new URL(address);
    const { allowPrivateAddresses, milliseconds = MILLISECONDS, bytesMax = BYTES_MAX } = this.options;
    const literal = url.hostname.replace(/^\[|\]$/gu, '');
    if (isIP(literal) !== 0 && !allowPrivateAddresses && !isPublicAddress(literal))
      return Promise.reject(new Error('the address is not a public one'));
    return new Promise((resolve, reject) => {
      const asked = request(url, {
        agent: false,
        signal: AbortSignal.timeout(milliseconds),
        headers: { accept: 'application/json' },
        ...(allowPrivateAddresses ? {} : { lookup: publicLookup }),
      });
      asked.on('response', (response) => readDocument(response, bytesMax).then(resolve, reject));
      asked.on('error', (error) => reject(asUnreachable(error))).end();
    });
  }
}

/** Every address of the name has to be public, so that nobody is served the one that is not on the second try. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0);
    const [first] = addresses;
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new DocumentRefused('the name does not lead to a public address'), '', 0);
    return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

async function readDocument(response: IncomingMessage, bytesMax: number): Promise<FetchedDocument> {
  try {
    const { statusCode = 0 } = response;
    const answered = `the answer was ${statusCode}, not 200`;
    if (statusCode >= 500 || statusCode === TOO_MANY_REQUESTS) throw new Error(answered);
    if (statusCode !== 200) throw new DocumentRefused(answered);
    const type = response.headers['content-type'] ?? '';
    if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/iu.test(type)) throw new DocumentRefused('the answer is not JSON');
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > bytesMax) throw new DocumentRefused(`the answer is longer than ${bytesMax} bytes`);
      chunks.push(chunk);
    }
    const cacheControl = response.headers['cache-control'];
    const text = Buffer.concat(chunks).toString('utf8');
    return { text, ...(cacheControl === undefined ? {} : { cacheControl }) };
  } catch (error) {
    throw asUnreachable(error);
  } finally {
    response.destroy();
  }
}

/** It is known what is there, and it is nothing to believe. */
class DocumentRefused extends Error {}

/** Whatever else goes wrong, such as with the network, says nothing of the document. */
function asUnreachable(error: unknown): Error {
  return error instanceof DocumentRefused ? error : new DocumentUnreachable(error);
}
