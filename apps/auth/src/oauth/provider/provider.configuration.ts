import { randomBytes } from 'node:crypto';
import { errors, type Client, type Configuration, type JWK, type KoaContextWithOIDC } from 'oidc-provider';
import { epochSeconds } from '../../clock.js';
import { ownClientMetadata } from '../../clients/client.adapter.js';
import { IDENTITY_SCOPES } from '../../clients/identity-scopes.js';
import { isLoopback } from '../../clients/redirect-uri.policy.js';
import { judgeRegistration, NO_REDIRECT_URI } from '../../clients/registration.policy.js';
import { SIGN_IN_BEFORE } from './authorization-hooks.js';
import { ownInteractionPolicy } from './interaction-policy.js';
import { USER_CODE_MASK } from '../device/device-code.js';
import type { OAuthFeatures } from './oauth-features.config.js';
import type { ProviderParts } from './provider-parts.js';
import { timeToLive } from '../artifacts/time-to-live.js';

/** A document that says nothing, or `no-store`, is believed this long all the same: one authorization needs it twice. */
const DOCUMENT_SECONDS_MIN = 60;

/** Libraries make proofs for a minute or an hour; nobody needs one for longer than this. */
const PROOF_SECONDS_MAX = 24 * 60 * 60;

/** Kept by a self-registered client besides what the policy lets through. */
const ISSUED_MEMBERS = ['client_id', 'client_id_issued_at', 'client_secret', 'client_secret_expires_at'];

/** The library, narrowed to OAuth 2.1 with signed access tokens: each default that is wider is closed here. */
export function providerConfiguration(parts: ProviderParts, signingKey: JWK): Configuration {
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, overwrite: true } as const;
  return {
    jwks: { keys: [signingKey] },
    adapter: parts.adapter,
    cookies: {
      keys: [parts.cookieSecret],
      names: { session: 'op_session', interaction: 'op_interaction', resume: 'op_resume' },
      long: cookie,
      short: cookie,
    },
    responseTypes: ['code'],
    // Some clients take the first, whether they have a secret or not: in a form a secret may be left empty.
    clientAuthMethods: [
      'client_secret_post',
      'client_secret_basic',
      ...(parts.features.privateKeyJwt ? (['private_key_jwt'] as const) : []),
      'none',
    ],
    clientDefaults: { response_modes: ['query'], id_token_signed_response_alg: 'RS256' },
    extraClientMetadata: { properties: [...ownClientMetadata], validator: registrationPolicy(parts.features) },
    enabledJWA: {
      idTokenSigningAlgValues: ['RS256'],
      clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA'],
    },
    assertJwtClientAuthClaimsAndHeader: async ({ oidc }, claims) => {
      assertForUsAlone(claims, oidc.issuer);
      assertEndsSoon(claims);
    },
    pkce: { required: () => true },
    scopes: [...IDENTITY_SCOPES],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'], fhirUser: ['fhirUser'] },
    conformIdTokenClaims: false,
    subjectTypes: ['public'],
    routes: { userinfo: '/userinfo', end_session: '/logout' },
    clientBasedCORS: (_ctx, origin, client) => isOriginOf(client, origin),
    acceptQueryParamAccessTokens: false,
    // OAuth 2.1 §4.1.1: whoever has one address need not repeat it.
    allowOmittingSingleRegisteredRedirectUri: true,
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}`, policy: ownInteractionPolicy() },
    // Called at each authorization request, whatever the request says: the one moment at which a sign-in can be taken over.
    extraParams: {
      [SIGN_IN_BEFORE]: (ctx) => parts.adoptSession(ctx),
      aud: (_ctx, aud) => parts.resources.assertOurs(aud),
    },
    findAccount: (_ctx, id) => parts.findAccount(id),
    loadExistingGrant: (ctx) => parts.loadGrant(ctx),
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    // Ending with the sign-in is our own affair, see `TokenIssuance`; the library's session lives minutes only.
    expiresWithSession: async () => false,
    revokeGrantPolicy: () => true,
    ttl: timeToLive(parts.lifetimes, parts.features.deviceFlow.seconds),
    formats: { customizers: { jwt: (ctx, token, jwt) => parts.issuance.complete(ctx, token, jwt) } },
    features: featuresOf(parts),
    renderError: parts.renderError,
    // Nothing but the document behind a client id: no other address that a client names is ever fetched.
    fetch: (input) => parts.readDocument(String(input)),
  };
}

function featuresOf({
  features: own,
  mayReadDocument,
  resources,
  secrets,
}: ProviderParts): NonNullable<Configuration['features']> {
  const { mode, token, management } = own.registration;
  return {
    devInteractions: { enabled: false },
    // The page on which a code is typed in is ours; the library's stays shut, see `OAuthDoor`.
    deviceFlow: { enabled: own.deviceFlow.enabled, charset: 'base-20', mask: USER_CODE_MASK },
    claimsParameter: { enabled: false },
    clientCredentials: { enabled: true },
    clientIdMetadataDocument: {
      ack: 'draft-02',
      enabled: own.documents.enabled,
      allowFetch: () => mayReadDocument(),
      cacheDuration: { min: DOCUMENT_SECONDS_MIN, max: own.documents.cacheSeconds },
    },
    dPoP: { enabled: false },
    introspection: { enabled: true, allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId },
    pushedAuthorizationRequests: { enabled: false },
    registration: {
      enabled: mode !== 'off',
      initialAccessToken: mode === 'token' && token !== undefined ? token : false,
      idFactory: () => `client_${randomBytes(24).toString('base64url')}`,
      secretFactory: () => secrets.create(),
      issueRegistrationAccessToken: management,
    },
    // A registration token that was used to change something is spent, so that a copy of it is worth nothing.
    registrationManagement: { enabled: management, rotateRegistrationAccessToken: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (ctx, client, oneOf) => resources.defaultFor(ctx, client, oneOf),
      useGrantedResource: async () => true,
      getResourceServerInfo: (ctx, indicator, client) => resources.infoFor(ctx, indicator, client),
    },
    revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => isOwn(client, token) },
    // Its pages stay unseen: `EndSession` answers in their place.
    rpInitiatedLogout: { enabled: true },
    userinfo: { enabled: true },
  };
}

/** RFC 7009 §2.1: who brings the token of another is told so; the library would only leave it as it is. */
function isOwn(client: Client, { clientId }: { readonly clientId?: string | undefined }): true {
  if (clientId === client.clientId) return true;
  throw new errors.InvalidRequest('client is not authorized to revoke the presented token');
}

/** The library is content to be one of those that a proof names; any of the others could bring it here first. */
function assertForUsAlone({ aud }: { readonly aud?: unknown }, issuer: string): void {
  const isOurs = (address: unknown) => address === issuer || String(address).startsWith(`${issuer}/`);
  if (![aud].flat().every(isOurs)) throw new errors.InvalidClientAuth('audience names another server too');
}

/** RFC 7523 §3: a proof is remembered for as long as it is good, and that must come to an end. */
function assertEndsSoon({ exp }: { readonly exp?: unknown }): void {
  if (!(Number(exp) <= epochSeconds(new Date()) + PROOF_SECONDS_MAX))
    throw new errors.InvalidClientAuth('expiration is too far in the future');
}

/** A page may use the endpoints of a client that comes back to the same origin; on loopback the port is free (RFC 8252 §7.3). */
function isOriginOf({ redirectUris = [] }: Client, origin: string): boolean {
  return redirectUris.some((uri) => portless(uri) === portless(origin));
}

function portless(address: string): string | undefined {
  const url = URL.parse(address);
  return url !== null && isLoopback(url) ? `${url.protocol}//${url.hostname}` : url?.origin;
}

const REGISTERING = ['registration', 'client_update'];

type Validator = NonNullable<NonNullable<Configuration['extraClientMetadata']>['validator']>;

/** Runs once per registration, before the library looks at the metadata itself. `ctx` is absent when a client is loaded. */
function registrationPolicy({ deviceFlow }: OAuthFeatures): Validator {
  return (ctx: KoaContextWithOIDC | undefined, key, _value, metadata) => {
    if (key !== 'app_id' || !REGISTERING.includes(ctx?.oidc.route ?? '')) return;
    const verdict = judgeRegistration(ctx?.oidc.body, { deviceFlow: deviceFlow.enabled });
    if (!verdict.accepted) throw refusalOf(verdict.because);
    for (const member of Object.keys(metadata))
      if (!ISSUED_MEMBERS.includes(member)) Reflect.deleteProperty(metadata, member);
    Object.assign(metadata, verdict.metadata);
  };
}

/** RFC 7591 §3.2.2: an address that is missing is no invalid one, though the library calls both the same. */
function refusalOf(because: string): errors.InvalidClientMetadata {
  const refusal = new errors.InvalidClientMetadata(because);
  const error = 'invalid_client_metadata';
  return because === NO_REDIRECT_URI ? Object.assign(refusal, { error, message: error }) : refusal;
}
