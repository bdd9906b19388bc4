import { createHash } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import {
  allowInsecureRequests,
  ClientSecretPost,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type Configuration,
  type CustomFetch,
} from 'openid-client';
import { BoundOidcStrategy } from '../../bound-oidc.strategy.js';
import type { ProviderClaims } from '../../provider-claims.js';
import { jsonObjectOf } from '../json-object.js';
import { microsoftClaims } from './microsoft-claims.js';
import type { MicrosoftStrategyOptions } from './microsoft.strategy.js';

/** By this origin the library knows that the issuer of a shared endpoint is a pattern; all it asks goes through us. */
const ENTRA = 'https://login.microsoftonline.com';

export interface MicrosoftOidcOptions extends MicrosoftStrategyOptions {
  readonly tenant: string;
}

/**
 * Microsoft by `openid-client`, which is maintained and certified: the way out of `passport-azure-ad`. What it loads is
 * loaded by the same code, so both hold the same guarantees.
 */
export class MicrosoftOidcStrategy extends BoundOidcStrategy {
  /** Of one run: passport makes a new object of the strategy for each. */
  declare private readonly error: (error: unknown) => void;

  private constructor(
    config: Configuration,
    private readonly options: MicrosoftOidcOptions,
  ) {
    super({
      config,
      callbackUrl: options.callbackUrl,
      scope: 'openid profile email',
      parameters: { response_mode: options.responseMode },
      claimsOf: ({ access_token: token }, claims) => holdsHashOf(token, claims) && microsoftClaims(claims),
    });
  }

  static async prepare(options: MicrosoftOidcOptions): Promise<MicrosoftOidcStrategy> {
    return new MicrosoftOidcStrategy(await configurationOf(options), options);
  }

  /**
   * The library keeps the keys of a configuration for a minute at least, and a change of keys would shut everybody out for
   * that long. So each run has its own, made of what we hold in memory.
   */
  override authenticate(...parameters: Parameters<BoundOidcStrategy['authenticate']>): void {
    const run = async () => {
      Object.assign(this, { _config: await configurationOf(this.options) });
      super.authenticate(...parameters);
    };
    run().catch((error: unknown) => this.error(error));
  }
}

function configurationOf(options: MicrosoftOidcOptions): Promise<Configuration> {
  const { tenant, clientId, clientSecret, metadataUrl } = options;
  const insecure = metadataUrl.startsWith('http:') ? [allowInsecureRequests] : [];
  const client = { client_secret: clientSecret, id_token_signed_response_alg: 'RS256' };
  return discovery(new URL(`${ENTRA}/${tenant}/v2.0`), clientId, client, ClientSecretPost(clientSecret), {
    [customFetch]: (url, request) => answer(options, url, request),
    execute: [...insecure, enableNonRepudiationChecks],
  });
}

/** Answers the library from what we know of Microsoft, and asks Microsoft within our bounds for the rest. */
async function answer(
  { metadata, exchange }: MicrosoftOidcOptions,
  url: string,
  { method, headers, body }: Parameters<CustomFetch>[1],
): Promise<Response> {
  const document = await metadata.document();
  if (url.startsWith(`${ENTRA}/`) && url.endsWith('/.well-known/openid-configuration')) return Response.json(document);
  if (url === document.jwks_uri) return Response.json({ keys: await metadata.keys() });
  const request = { method: method === 'POST' ? 'POST' : 'GET', headers, body: String(body ?? '') } as const;
  const { status, text } = await exchange(url, request);
  const { id_token: token } = jsonObjectOf(text);
  // Before the library asks for the keys.
  if (typeof token === 'string') await metadata.key(keyIdOf(token));
  return new Response(text, { status, headers: { 'content-type': 'application/json' } });
}

function keyIdOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    // Not a token at all, which the library finds out by itself.
    return undefined;
  }
}

/** OpenID Connect Core §3.1.3.8: when the hash of the access token is given, it has to be of this one. */
function holdsHashOf(accessToken: string, { at_hash: given }: ProviderClaims): boolean {
  if (given === undefined) return true;
  const digest = createHash('sha256').update(accessToken).digest();
  return given === digest.subarray(0, digest.length / 2).toString('base64url');
}
