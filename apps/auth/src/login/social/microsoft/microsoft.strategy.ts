import { createHash } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { OIDCStrategy, type IProfile, type VerifyCallback } from 'passport-azure-ad';
import { newOpaqueId } from '../../../sessions/opaque-id.js';
import { strategySessionKey, type KeptSignOn } from '../../kept-sign-on.js';
import type { Exchange } from '../bounded-exchange.js';
import { jsonObjectOf } from '../json-object.js';
import { microsoftClaims } from './microsoft-claims.js';
import type { MicrosoftMetadata } from './microsoft-metadata.js';
import { ProviderRefusal } from '../provider-refusal.error.js';
import { ProviderUnreachable } from '../provider-unreachable.error.js';

export interface MicrosoftStrategyOptions {
  readonly exchange: Exchange;
  readonly metadata: MicrosoftMetadata;
  readonly metadataUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly callbackUrl: string;
  readonly responseMode: 'form_post' | 'query';
}

const SCOPE = 'openid profile email';
const CLOCK_SKEW_SECONDS = 300;

type Request = Parameters<OIDCStrategy['authenticate']>[0] & {
  readonly session: Record<string, unknown>;
  readonly query: Readonly<Record<string, string>>;
};
type Next = (error?: unknown) => void;

interface RunParameters {
  readonly id_token: string;
  readonly access_token?: unknown;
  readonly nonce?: string;
  readonly extraAuthReqQueryParams?: Readonly<Record<string, string>>;
  readonly extraTokenReqQueryParams?: Readonly<Record<string, string>>;
  metadata: { generateOidcPEM(kid: string): string };
}

interface OAuthSetting {
  readonly token_endpoint: string;
  readonly extraTokenReqQueryParams?: Readonly<Record<string, string>>;
}

/**
 * The strategy of Microsoft, which nobody maintains any more, with guards around it: what it loads is loaded by us
 * (bounded, read with care, keys asked for again when one is unknown), RS256 is the only algorithm, state and nonce are
 * kept with ours, PKCE is added, and nothing of a person is logged. The checks of the ID token are the library's.
 */
export class MicrosoftStrategy extends OIDCStrategy {
  /** Of one run: passport makes a new object of the strategy for each. */
  declare private readonly error: (error: unknown) => void;

  constructor(private readonly options: MicrosoftStrategyOptions) {
    super(libraryOptionsOf(options), (profile: IProfile, done: VerifyCallback) => {
      const claims: unknown = profile._json;
      done(null, microsoftClaims(claims));
    });
    Object.assign(this, { _sessionContentHandler: keptWithOurs });
  }

  override authenticate(request: Request, options: object = {}): void {
    const kept = request.session[strategySessionKey] as KeptSignOn | undefined;
    const verifier = kept?.code_verifier ?? newOpaqueId();
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    request.session[strategySessionKey] = { ...kept, code_verifier: verifier };
    super.authenticate(request, {
      ...options,
      extraAuthReqQueryParams: { code_challenge: challenge, code_challenge_method: 'S256' },
      extraTokenReqQueryParams: { code_verifier: verifier },
    });
  }

  protected setOptions(parameters: RunParameters, oauth: object, expected: object, next: Next): void {
    const { metadata, clientId, clientSecret, callbackUrl, responseMode } = this.options;
    const set = async () => {
      const { authorization_endpoint, token_endpoint } = await metadata.document();
      const client = { clientID: clientId, clientSecret, redirectUrl: callbackUrl, scope: SCOPE };
      const { extraAuthReqQueryParams, extraTokenReqQueryParams } = parameters;
      const request = { responseType: 'code', responseMode, extraAuthReqQueryParams, extraTokenReqQueryParams };
      Object.assign(oauth, { ...client, ...request, authorization_endpoint, token_endpoint });
      const { nonce } = parameters;
      const limits = { allowMultiAudiencesInToken: false, clockSkew: CLOCK_SKEW_SECONDS, algorithms: ['RS256'] };
      Object.assign(expected, { ...limits, validateIssuer: true, audience: clientId, nonce });
    };
    void this.goOn(set(), () => next());
  }

  protected _getAccessTokenBySecretOrAssertion(
    code: string,
    { token_endpoint: address, extraTokenReqQueryParams }: OAuthSetting,
    _next: Next,
    done: (error: unknown, answer: object) => void,
  ): void {
    const { exchange, clientId, clientSecret, callbackUrl } = this.options;
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uri: callbackUrl,
      scope: SCOPE,
      ...extraTokenReqQueryParams,
    });
    void this.goOn(tokenAnswer(exchange, address, body.toString()), (answer) => done(null, answer));
  }

  /** The library finds the key by itself, but cannot ask for it; and the shared endpoints have an issuer for each `tid`. */
  protected _idTokenHandler(parameters: RunParameters, expected: object, ...rest: [Request, Next, unknown]): void {
    const prepare = async () => {
      const { kid } = decodeProtectedHeader(parameters.id_token);
      const { tid } = decodeJwt(parameters.id_token);
      const key = await this.options.metadata.key(kid);
      if (key === undefined || typeof tid !== 'string') throw new ProviderRefusal(401, 'unknown key or directory');
      const { issuer } = await this.options.metadata.document();
      Object.assign(expected, { issuer: [issuer.replace('{tenantid}', tid)] });
      parameters.metadata = { generateOidcPEM: () => key };
    };
    void this.goOn(prepare(), () => {
      const check: unknown = Reflect.get(OIDCStrategy.prototype, '_idTokenHandler');
      if (typeof check !== 'function') throw new Error('passport-azure-ad has no check of ID tokens.');
      check.call(this, parameters, expected, ...rest);
    });
  }

  /** Whatever fails, and whatever the library throws on the way on, ends this run; it says no to the rest by `fail`. */
  private async goOn<T>(work: Promise<T>, next: (value: T) => void): Promise<void> {
    try {
      next(await work);
    } catch (error) {
      this.error(error);
    }
  }
}

/** It is asked for these, although all that it would load with them comes from us. */
function libraryOptionsOf({
  metadataUrl,
  clientId,
  clientSecret,
  callbackUrl,
  responseMode,
}: MicrosoftStrategyOptions) {
  return {
    // It takes no plain address, as the sandbox has; the path tells it the version.
    identityMetadata: metadataUrl.replace(/^http:/u, 'https:'),
    clientID: clientId,
    clientSecret,
    redirectUrl: callbackUrl,
    allowHttpForRedirectUrl: callbackUrl.startsWith('http:'),
    responseType: 'code',
    responseMode,
    scope: SCOPE.split(' '),
    // Set anew for each token, by its directory.
    issuer: 'set for each token',
    loggingLevel: 'error',
    loggingNoPII: true,
    passReqToCallback: false,
  } as const;
}

const keptWithOurs = {
  add({ session }: Request, _key: string, { state, nonce }: KeptSignOn): void {
    session[strategySessionKey] = { ...(session[strategySessionKey] as object | undefined), state, nonce };
  },
  findAndDeleteTupleByState({ session }: Request, _key: string, state: unknown) {
    const kept = session[strategySessionKey] as KeptSignOn | undefined;
    return kept !== undefined && kept.state === state ? { state: kept.state, nonce: kept.nonce } : undefined;
  },
};

async function tokenAnswer(exchange: Exchange, address: string, body: string): Promise<object> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const { status, text } = await exchange(address, { method: 'POST', headers, body });
  const answer = jsonObjectOf(text);
  if (status >= 400) throw new ProviderRefusal(status, String(answer['error']));
  // The library hashes the one and takes the other apart without a look at what they are.
  if (typeof answer['access_token'] !== 'string' || typeof answer['id_token'] !== 'string')
    throw new ProviderUnreachable('The provider answered no tokens.');
  return answer;
}
