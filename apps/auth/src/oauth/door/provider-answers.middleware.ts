import type { AuditEventName } from '@caregate/kit-audit';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { ownClientMetadata } from '../../clients/client.adapter.js';
import { anonymous, clientActor } from '../../trail/actors.js';
import type { AuthTrail } from '../../trail/auth-trail.js';
import type { KeyRing } from '../../keys/key-ring.js';
import { POLL_SECONDS } from '../device/device-pace.js';
import { signInWordsOf, wordsIn } from '../identity/sign-in-words.js';
import { JWKS_MAX_AGE_SECONDS } from '../../keys/key-rotation.service.js';

export interface ProviderAnswersOptions {
  readonly ring: KeyRing;
  readonly trail: AuthTrail;
  readonly scopes: readonly string[];
  readonly resources: readonly string[];
  /** How long a registration lives without use; 0 for ever. */
  readonly registeredClientSeconds: number;
  /** Where people type in the code of a device. */
  readonly devicePage: string;
}

/** Routes whose refusals are put on the trail, and what was refused there. */
const REFUSALS: Readonly<Record<string, AuditEventName>> = {
  authorization: 'authorization.refused',
  resume: 'authorization.refused',
  token: 'token.refused',
  device_authorization: 'token.refused',
  introspection: 'token.refused',
  revocation: 'token.refused',
  userinfo: 'token.refused',
  end_session: 'logout',
  registration: 'oauth.client.registered',
  client: 'oauth.client.read',
  client_update: 'oauth.client.updated',
  client_delete: 'oauth.client.removed',
};

/** Routes at which a client proves who it is. */
const PROVING: ReadonlySet<string> = new Set(['token', 'introspection', 'revocation', 'device_authorization']);

const DESCRIBING: ReadonlySet<string> = new Set(['registration', 'client', 'client_update']);

type Next = () => Promise<void>;

/** Completes what the library answers: keys, metadata, registrations, and the record of what was refused. */
export class ProviderAnswers {
  constructor(private readonly options: ProviderAnswersOptions) {}

  async after(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
    await next();
    const route = ctx.oidc?.route ?? '';
    if (route === 'jwks') this.giveKeys(ctx);
    if (route === 'discovery') this.completeMetadata(ctx);
    if (ctx.status < 300 && DESCRIBING.has(route)) describeRegistration(ctx);
    if (ctx.status < 300 && route === 'registration') this.dateSecret(ctx);
    if (route === 'token' && ctx.status === 200) namePatient(ctx);
    if (route === 'token' && ctx.status === 200) nameSignIn(ctx);
    if (route === 'device_authorization' && ctx.status === 200) this.nameDevicePage(ctx);
    if (route === 'client' && ctx.status === 200) await this.recordReading(ctx);
    if (PROVING.has(route) && failedToProve(ctx)) refuseClient(ctx);
    if (ASKING_FOR_GRANTS.has(route) && GRANT_NOT_ITS_OWN.test(String(descriptionIn(ctx)))) nameGrant(ctx);
    if (PROVING.has(route) && ctx.status === 401) nameScheme(ctx);
    // An answer without content is of no type: browsers' clients take one that is not JSON for a mistake.
    if (ctx.body === '') ctx.remove('content-type');
    if (route in REFUSALS && isRefused(ctx)) await this.recordRefusal(ctx);
  }

  /** The library knows only the key that signs; verifiers need the next one and the last one too. */
  private giveKeys(ctx: KoaContextWithOIDC): void {
    ctx.body = this.options.ring.jwks;
    ctx.type = 'application/jwk-set+json';
    ctx.set('cache-control', `public, max-age=${JWKS_MAX_AGE_SECONDS}`);
  }

  private completeMetadata(ctx: KoaContextWithOIDC): void {
    const { token_endpoint_auth_methods_supported: methods, ...metadata } = ctx.body as Record<string, unknown>;
    const { token_endpoint_auth_signing_alg_values_supported: algorithms } = metadata;
    ctx.body = {
      ...metadata,
      token_endpoint_auth_methods_supported: methods,
      introspection_endpoint_auth_methods_supported: methods,
      revocation_endpoint_auth_methods_supported: methods,
      // RFC 8414 §2: they stand wherever a method is that signs, and else are left out, as what has no value in JSON.
      introspection_endpoint_auth_signing_alg_values_supported: algorithms,
      revocation_endpoint_auth_signing_alg_values_supported: algorithms,
      response_modes_supported: ['query'],
      scopes_supported: this.options.scopes,
      // RFC 9728 §4.
      protected_resources: this.options.resources,
    };
    ctx.set('cache-control', `public, max-age=${JWKS_MAX_AGE_SECONDS}`);
  }

  /** RFC 7591 §3.2.1: the day on which the secret of a registration ends that nobody uses; every use puts it off. */
  private dateSecret(ctx: KoaContextWithOIDC): void {
    const { client_id_issued_at: issuedAt, ...body } = ctx.body as Record<string, unknown>;
    const { registeredClientSeconds: seconds } = this.options;
    if (seconds === 0 || body['client_secret'] === undefined) return;
    ctx.body = { ...body, client_id_issued_at: issuedAt, client_secret_expires_at: Number(issuedAt) + seconds };
  }

  /** RFC 8628 §3.2. */
  private nameDevicePage(ctx: KoaContextWithOIDC): void {
    const { devicePage } = this.options;
    const body = ctx.body as Record<string, unknown>;
    const complete = `${devicePage}?${new URLSearchParams({ user_code: String(body['user_code']) }).toString()}`;
    ctx.body = { ...body, verification_uri: devicePage, verification_uri_complete: complete, interval: POLL_SECONDS };
  }

  private async recordReading({ oidc: { client } }: KoaContextWithOIDC): Promise<void> {
    const { clientId: id = '' } = client ?? {};
    await this.options.trail.record('oauth.client.read', {
      actor: clientActor(id),
      entity: { type: 'OAuthClient', id },
    });
  }

  private async recordRefusal(ctx: KoaContextWithOIDC): Promise<void> {
    const { client, params, route } = ctx.oidc;
    const grantType = params?.['grant_type'];
    await this.options.trail.record(REFUSALS[route] ?? 'token.refused', {
      outcome: 'refused',
      actor: client === undefined ? anonymous : clientActor(client.clientId),
      decision: sentBack(ctx) ?? errorOf(ctx),
      ...(typeof grantType === 'string' && PRINTABLE.test(grantType) ? { detail: { grantType } } : {}),
    });
  }
}

/**
 * RFC 7591 §3.2.1: what was registered, without the members that are our own. A secret is told once, when it is made:
 * what the library has of an earlier one is only our hash.
 */
function describeRegistration(ctx: KoaContextWithOIDC): void {
  const metadata = ctx.body as Record<string, unknown>;
  const kept = ctx.oidc.route === 'registration' ? undefined : ctx.oidc.client?.clientSecret;
  const isOld = kept !== undefined && metadata['client_secret'] === kept;
  const own: readonly string[] = isOld ? [...ownClientMetadata, ...SECRET_MEMBERS] : ownClientMetadata;
  const registered = Object.entries(metadata).filter(([name]) => !own.includes(name));
  const { allowed_scopes: scope } = metadata;
  ctx.body = { ...Object.fromEntries(registered), ...(scope === undefined ? {} : { scope }) };
}

/** SMART App Launch 2.2, "Launch context arrives with your access_token". */
function namePatient(ctx: KoaContextWithOIDC): void {
  const patient: unknown = ctx.state['patient'];
  if (typeof patient === 'string') ctx.body = { ...(ctx.body as object), patient };
}

/**
 * RFC 6749 §5.1: what is not named here has been refused, as far as clients can tell, and some then go no further. A token
 * names what it opens, so the words of the sign-in are put beside that, as far as a renewal did not ask for less.
 */
function nameSignIn(ctx: KoaContextWithOIDC): void {
  const told = signInWordsOf(ctx);
  const answer = ctx.body as { scope?: unknown };
  if (told.length > 0) answer.scope = [...wordsIn(answer.scope), ...told].join(' ');
}

/** RFC 9110 §15.5.2: no 401 without a challenge. The library has one only for who has tried the header (RFC 6749 §5.2). */
function nameScheme(ctx: KoaContextWithOIDC): void {
  if (!ctx.res.hasHeader('www-authenticate')) ctx.set('www-authenticate', `Basic realm="${ctx.oidc.issuer}"`);
}

/** What the library says of who shows nothing that could prove anything, or shows it in a way that nobody can read. */
const UNPROVEN: ReadonlySet<unknown> = new Set([
  'no client authentication mechanism provided',
  'invalid authorization header value format',
  'client_id and client_secret in the authorization header are not properly encoded',
  'client_secret must be provided in the Authorization header',
  'invalid client_assertion format',
  'client_assertion_type must be provided',
]);

function failedToProve(ctx: KoaContextWithOIDC): boolean {
  return ctx.status === 400 && UNPROVEN.has(descriptionIn(ctx));
}

function descriptionIn({ body }: KoaContextWithOIDC): unknown {
  return (body as { error_description?: unknown } | undefined)?.error_description;
}

const ASKING_FOR_GRANTS: ReadonlySet<string> = new Set(['token', 'device_authorization']);

const GRANT_NOT_ITS_OWN =
  /^(?:requested grant type|urn:ietf:params:oauth:grant-type:\S+) is not allowed for this client$/u;

/** RFC 6749 §5.2: what others may ask for and this client may not is no mistake in the request. */
function nameGrant(ctx: KoaContextWithOIDC): void {
  ctx.body = { ...(ctx.body as object), error: 'unauthorized_client' };
}

/** RFC 6749 §5.2: no authentication at all is `invalid_client` too, and 401 is due to whoever has tried the header. */
function refuseClient(ctx: KoaContextWithOIDC): void {
  ctx.status = 401;
  ctx.body = { ...(ctx.body as object), error: 'invalid_client' };
}

const PRINTABLE = /^[\x21-\x7e]{1,60}$/u;

const SECRET_MEMBERS = ['client_secret', 'client_secret_expires_at'];

/** A request that is refused on arrival; what a person refuses later is recorded where they do it. */
function isRefused(ctx: KoaContextWithOIDC): boolean {
  return ctx.status >= 400 || (ctx.oidc.route === 'authorization' && sentBack(ctx) !== undefined);
}

/** The error with which the browser is sent back to the application (RFC 6749 §4.1.2.1). */
function sentBack({ response }: KoaContextWithOIDC): string | undefined {
  return URL.parse(response.get('location'))?.searchParams.get('error') ?? undefined;
}

/** A page is only for people; what it says in short its writer has left behind. */
function errorOf({ body, state }: KoaContextWithOIDC): string {
  if (typeof state['refusal'] === 'string') return state['refusal'];
  return typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : 'unknown';
}
