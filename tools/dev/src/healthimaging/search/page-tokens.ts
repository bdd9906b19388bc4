import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../wire/aws-error.js';

const LIFETIME_MILLISECONDS = 24 * 3_600_000;
const MAC_BYTES = 32;

export interface PageRequest {
  /** Everything that decides what is listed: a token is good for the same question only. */
  readonly about: readonly unknown[];
  readonly nextToken: string | undefined;
  readonly maxResults: number;
}

/** Pages of a list, by tokens that clients can neither forge, nor keep for ever, nor use for another question. */
export class PageTokens {
  private readonly key = randomBytes(32);

  constructor(private readonly now: () => number) {}

  page<Item>(all: readonly Item[], { about, nextToken, maxResults }: PageRequest): Page<Item> {
    const question = createHash('sha256').update(JSON.stringify(about)).digest('hex');
    const begin = nextToken === undefined ? 0 : this.beginOf(nextToken, question);
    const end = begin + maxResults;
    return {
      items: all.slice(begin, end),
      ...(end < all.length
        ? { nextToken: this.seal({ begin: end, question, until: this.now() + LIFETIME_MILLISECONDS }) }
        : {}),
    };
  }

  private beginOf(token: string, asked: string): number {
    const sealed = Buffer.from(token, 'base64url');
    const [mac, text] = [sealed.subarray(0, MAC_BYTES), sealed.subarray(MAC_BYTES)];
    if (mac.length !== MAC_BYTES || !timingSafeEqual(mac, this.mac(text))) throw invalidToken();
    const { begin, question, until } = JSON.parse(text.toString()) as Place;
    if (question !== asked || until < this.now()) throw invalidToken();
    return begin;
  }

  private seal(place: Place): string {
    const text = Buffer.from(JSON.stringify(place));
    return Buffer.concat([this.mac(text), text]).toString('base64url');
  }

  private mac(text: Uint8Array): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string;
}

interface Place {
  readonly begin: number;
  readonly question: string;
  readonly until: number;
}

function invalidToken(): AwsError {
  return new AwsError('ValidationException', 'Invalid nextToken.');
}
