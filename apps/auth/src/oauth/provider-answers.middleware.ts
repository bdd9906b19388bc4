import type { KoaContextWithOIDC } from 'oidc-provider';
import { ownClientMetadata } from '../clients/client.adapter.js';
import { anonymous, clientActor } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import type { KeyRing } from '../keys/key-ring.js';
import { JWKS_MAX_AGE_SECONDS } from '../keys/key-rotation.service.js';

export interface ProviderAnswersOptions {
  readonly ring: KeyRing;
  readonly trail: AuthTrail;
  readonly scopes: readonly string[];
  readonly resources: readonly string[];
}

type Next = () => Promise<void>;

/** Completes what the library answers: keys, metadata, registrations, and the record of what was refused. */
export class ProviderAnswers {
  constructor(private readonly options: ProviderAnswersOptions) {}

  async after(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
    await next();
    const route = ctx.oidc?.route;
    if (route === 'jwks') this.giveKeys(ctx);
    if (route === 'discovery') this.completeMetadata(ctx);
    if (route === 'registration' && ctx.status === 201) describeRegistration(ctx);
    if ((route === 'token' || route === 'registration') && ctx.status >= 400) await this.recordRefusal(ctx);
  }

  /** The library knows only the key that signs; verifiers need the next one and the last one too. */
  private giveKeys(ctx: KoaContextWithOIDC): void {
    ctx.body = this.options.ring.jwks;
    ctx.type = 'application/jwk-set+json';
    ctx.set('cache-control', `public, max-age=${JWKS_MAX_AGE_SECONDS}`);
  }

  private completeMetadata(ctx: KoaContextWithOIDC): void {
    const { token_endpoint_auth_methods_supported: methods, ...metadata } = ctx.body as Record<string, unknown>;
    ctx.body = {
      ...metadata,
      token_endpoint_auth_methods_supported: methods,
      introspection_endpoint_auth_methods_supported: methods,
      revocation_endpoint_auth_methods_supported: methods,
      response_modes_supported: ['query'],
      scopes_supported: this.options.scopes,
      // RFC 9728 §4.
      protected_resources: this.options.resources,
    };
    ctx.set('cache-control', `public, max-age=${JWKS_MAX_AGE_SECONDS}`);
  }

  private async recordRefusal(ctx: KoaContextWithOIDC): Promise<void> {
    const { client, params, route } = ctx.oidc;
    const grantType = params?.['grant_type'];
    await this.options.trail.record(route === 'token' ? 'token.refused' : 'oauth.client.registered', {
      outcome: 'refused',
      actor: client === undefined ? anonymous : clientActor(client.clientId),
      decision: errorOf(ctx.body),
      ...(typeof grantType === 'string' ? { detail: { grantType: grantType.slice(0, 60) } } : {}),
    });
  }
}

/** RFC 7591 §3.2.1: what was registered, without the members that are our own. */
function describeRegistration(ctx: KoaContextWithOIDC): void {
  const metadata = ctx.body as Record<string, unknown>;
  const own: readonly string[] = ownClientMetadata;
  const registered = Object.entries(metadata).filter(([name]) => !own.includes(name));
  const { allowed_scopes: scope } = metadata;
  ctx.body = { ...Object.fromEntries(registered), ...(scope === undefined ? {} : { scope }) };
}

function errorOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : 'unknown';
}
