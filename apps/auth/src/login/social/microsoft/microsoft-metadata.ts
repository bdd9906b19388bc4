import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { z } from 'zod';
import type { Exchange } from '../bounded-exchange.js';
import { jsonObjectOf } from '../json-object.js';
import { ProviderUnreachable } from '../provider-unreachable.error.js';

const documentShape = z.object({
  /** Of the shared endpoints a pattern with `{tenantid}` in it. */
  issuer: z.string(),
  authorization_endpoint: z.url({ protocol: /^https?$/u }),
  token_endpoint: z.url({ protocol: /^https?$/u }),
  jwks_uri: z.url({ protocol: /^https?$/u }),
});

const keysShape = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });

export type MicrosoftDocument = z.output<typeof documentShape>;

const FRESH_MILLISECONDS = 10 * 60_000;
const KEY_COOLDOWN_MILLISECONDS = 30_000;

interface Loaded {
  readonly at: number;
  readonly document: MicrosoftDocument;
  readonly keys: readonly JsonWebKey[];
}

/**
 * What Microsoft publishes about a directory. The library's own loading ends the process on a page instead of JSON,
 * waits without end, and asks for no key that it does not know yet, so that a change of keys shuts everybody out.
 */
export class MicrosoftMetadata {
  private loading: Promise<Loaded> | undefined;
  private keysAskedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly address: string,
    private readonly exchange: Exchange,
  ) {}

  async document(): Promise<MicrosoftDocument> {
    return (await this.loaded()).document;
  }

  /** PEM of the key with this id; undefined when there is none even after another look. */
  async key(kid: unknown): Promise<string | undefined> {
    const known = pemOf(await this.loaded(), kid);
    if (known !== undefined || performance.now() - this.keysAskedAt < KEY_COOLDOWN_MILLISECONDS) return known;
    this.keysAskedAt = performance.now();
    this.loading = undefined;
    return pemOf(await this.loaded(), kid);
  }

  /** As of the last look. */
  async keys(): Promise<readonly JsonWebKey[]> {
    return (await this.loaded()).keys;
  }

  private async loaded(): Promise<Loaded> {
    const kept = await this.loading;
    if (kept !== undefined && performance.now() - kept.at < FRESH_MILLISECONDS) return kept;
    const loading = this.load();
    this.loading = loading;
    try {
      return await loading;
    } catch (error) {
      if (this.loading === loading) this.loading = undefined;
      throw error;
    }
  }

  private async load(): Promise<Loaded> {
    const document = shaped(documentShape, await this.objectAt(this.address));
    this.refusePlain(document);
    const { keys } = shaped(keysShape, await this.objectAt(document.jwks_uri));
    return { at: performance.now(), document, keys: keys.filter(({ kty }) => kty === 'RSA') };
  }

  private async objectAt(address: string): Promise<unknown> {
    const { status, text } = await this.exchange(address);
    if (status !== 200) throw new ProviderUnreachable(`The provider answered ${status} about itself.`);
    return jsonObjectOf(text);
  }

  /** RFC 9700 §2.6: an encrypted document may not lead to addresses that are not. */
  private refusePlain(document: MicrosoftDocument): void {
    const { authorization_endpoint, token_endpoint, jwks_uri } = document;
    const isPlain = [authorization_endpoint, token_endpoint, jwks_uri].some((url) => !url.startsWith('https:'));
    if (isPlain && this.address.startsWith('https:'))
      throw new ProviderUnreachable('The metadata names plain addresses.');
  }
}

function pemOf({ keys }: Loaded, kid: unknown): string | undefined {
  const key = keys.find((each) => each['kid'] === kid);
  return key && createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
}

function shaped<S extends z.ZodType>(shape: S, value: unknown): z.output<S> {
  const result = shape.safeParse(value);
  if (!result.success) throw new ProviderUnreachable('The metadata of the provider is incomplete.');
  return result.data;
}
