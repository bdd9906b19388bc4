import { isScope, isSmartScope } from '@caregate/core-permissions';
import { errors, type Client, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider';
import { accountOf } from '../provider/oidc-account.js';
import { LAUNCH_PATIENT } from '../scopes/launch-scope.js';
import { namesNoScope, scopesOrDefault } from '../scopes/default-scopes.js';
import { allowedScopesOf, scopesOfMachine } from '../scopes/machine-scopes.js';
import { offers } from '../scopes/offers.js';
import type { ProtectedResources } from './protected-resources.js';
import { registeredClientOf } from '../provider/registered-client.js';
import { usefulScopes } from '../scopes/scope-reach.js';

interface GrantedTarget {
  readonly clientId?: string | undefined;
  readonly resource?: unknown;
}

/** Which service a token is for (RFC 8707), and the most that may be in it at this moment. */
export class ResourcePolicy {
  constructor(private readonly resources: ProtectedResources) {}

  /** Applications of SMART name a service as `aud`. MCP clients of the older era name none; they mean the one that everybody means. */
  defaultFor({ oidc: { params } }: KoaContextWithOIDC, _client: Client, oneOf?: readonly string[]): string {
    const aud = params?.['aud'];
    const meant = typeof aud === 'string' ? this.resources.find(aud) : undefined;
    return oneOf?.[0] ?? (meant ?? this.resources.byDefault).url;
  }

  /**
   * SMART App Launch 2.2, "Obtain authorization code": whom a counterfeit server has sent here must not bring it a real
   * token. The address of a FHIR server stands beside that of its resource, so the origin tells whose it is.
   */
  assertOurs(aud: string | undefined): void {
    if (aud !== undefined && !this.resources.areAtOriginOf(aud)) throw new errors.InvalidTarget();
  }

  /**
   * The library compares letter by letter; one service may be spelled in more than one way (RFC 3986 §6.2). And it compares
   * when the code or refresh token is used up already: who then comes again, naming none, would be taken for a thief.
   */
  nameAsGranted({ oidc: { client, params } }: KoaContextWithOIDC, { clientId, resource }: GrantedTarget): void {
    if (params?.['resource'] === undefined || typeof resource !== 'string' || clientId !== client?.clientId) return;
    const meant = this.resources.find(resource);
    const named = [params['resource']].flat();
    if (meant === undefined || !named.every((one) => typeof one === 'string' && this.resources.find(one) === meant))
      throw new errors.InvalidTarget();
    params['resource'] = resource;
  }

  infoFor(ctx: KoaContextWithOIDC, indicator: string, client: Client): ResourceServer {
    const resource = this.resources.find(indicator);
    nameOnce(ctx, indicator);
    if (resource === undefined || asksForMany(ctx)) throw new errors.InvalidTarget();
    const smart = smartScopesIn(ctx).filter((name) => offers(resource.scopes, name));
    const scopes = mostOf([...resource.scopes, ...smart], ctx, client);
    assertMeaning(ctx, scopes);
    fillScope(ctx, scopes.filter(isScope));
    return {
      audience: resource.url,
      scope: scopes.join(' '),
      accessTokenFormat: 'jwt',
      jwt: { sign: { alg: 'RS256' } },
    };
  }
}

/** RFC 8707 §2 lets the parameter be repeated; who repeats the same service asks for one. */
function nameOnce({ oidc: { params } }: KoaContextWithOIDC, indicator: string): void {
  const named = params?.['resource'];
  if (params && Array.isArray(named) && named.every((one) => one === indicator)) params['resource'] = indicator;
}

/** RFC 6749 §4.1.2.1: words of which none means anything here are a mistake, not something that a person could deny. */
function assertMeaning({ oidc: { params, route } }: KoaContextWithOIDC, scopes: readonly string[]): void {
  const scope = params?.['scope'];
  if (!ASKING.has(route) || typeof scope !== 'string' || namesNoScope(scope)) return;
  const known = new Set([...scopes, 'openid']);
  if (!scope.split(' ').some((name) => known.has(name)))
    throw new errors.InvalidScope('none of the scopes is one of this service for this application', scope);
}

/** One authorization is for one service, so that one consent page can say what it is about. */
function asksForMany({ oidc }: KoaContextWithOIDC): boolean {
  return Array.isArray(oidc.params?.['resource']);
}

/**
 * Evaluated at each use, also when refreshing: a scope or role that was taken away meanwhile is in no new token
 * (Keycloak GHSA-895x-rfqp-jh5c).
 */
function mostOf(offered: readonly string[], ctx: KoaContextWithOIDC, client: Client): readonly string[] {
  const registered = registeredClientOf(client);
  if (ctx.oidc.params?.['grant_type'] === 'client_credentials') return scopesOfMachine(offered, registered);
  const allowed = allowedScopesOf(offered, registered);
  const person = accountOf(ctx);
  return person === undefined ? allowed : usefulScopes(person.role, allowed);
}

/** SMART scopes are too many to list, so those are offered that the request asks for or that were granted before. */
function smartScopesIn({ oidc }: KoaContextWithOIDC): readonly string[] {
  const { AuthorizationCode: code, DeviceCode: device, RefreshToken: refresh } = oidc.entities;
  const asked = [oidc.params?.['scope'], code?.scope, device?.scope, refresh?.scope];
  const names = asked.flatMap((scope) => (typeof scope === 'string' ? scope.split(' ') : []));
  return [...new Set(names)].filter((name) => isSmartScope(name) || name === LAUNCH_PATIENT);
}

const ASKING: ReadonlySet<string> = new Set(['authorization', 'device_authorization']);

/** RFC 6749 §3.3: who asks for no scope gets a default, here all that the resource offers to this client. */
function fillScope({ oidc }: KoaContextWithOIDC, scopes: readonly string[]): void {
  const { params, route } = oidc;
  const asks = ASKING.has(route) || params?.['grant_type'] === 'client_credentials';
  if (params === undefined || !asks || scopes.length === 0) return;
  const scope = typeof params['scope'] === 'string' ? params['scope'] : undefined;
  if (namesNoScope(scope)) params['scope'] = scopesOrDefault(scope, scopes).join(' ');
}
