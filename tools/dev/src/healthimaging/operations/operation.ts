import type { Archive } from '../archive/archive.js';
import type { PageTokens } from '../search/page-tokens.js';
import type { Received } from '../wire/received.js';
import type { Reply } from '../wire/reply.js';

export type OperationName =
  | 'ListDatastores'
  | 'GetDatastore'
  | 'SearchImageSets'
  | 'GetImageSet'
  | 'GetImageSetMetadata'
  | 'ListImageSetVersions'
  | 'GetImageFrame';

/** What operations work on. */
export interface House {
  readonly archive: Archive;
  readonly pages: PageTokens;
}

/** One operation of the service: where it is found, and what it does. */
export interface Operation {
  readonly name: OperationName;
  readonly method: 'GET' | 'POST';
  /** The path of the service model; names in braces become labels. */
  readonly uri: string;
  run(request: Received, labels: Readonly<Record<string, string>>, house: House): Reply | Promise<Reply>;
}
