import Provider, {
  type AuthorizationCode,
  type Client,
  type Configuration,
  type KoaContextWithOIDC,
  type TokenEndpointGrantContext,
} from 'oidc-provider';
import type { ClientSecrets } from '../../clients/client-secrets.js';
import type { KeyRing } from '../../keys/key-ring.js';
import { findTokensBy } from '../identity/userinfo-tokens.js';
import { providerConfiguration } from './provider.configuration.js';
import type { ProviderParts } from './provider-parts.js';
import type { ResourcePolicy } from '../resources/resource.policy.js';

/** A provider that signs with the key that is active now. The library fixes its keys for life: a new key, a new provider. */
export function createProvider(issuer: string, parts: ProviderParts, ring: KeyRing): Provider {
  const { kid, privateKey } = ring.active;
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
  const provider = new OAuth21Provider(issuer, providerConfiguration(parts, jwk), parts.resources);
  // Headers that say how the request came are written by `IssuerPin`, by nobody else.
  provider.proxy = true;
  compareHashes(provider, parts.secrets);
  provider.IdToken.validate = async (hint, { clientId }) => {
    const { payload, protectedHeader: header } = await parts.hints.verify(hint, clientId);
    return { payload, header: { ...header } };
  };
  findTokensBy(parts.descriptions, provider);
  return provider;
}

type ParameterNames = string | string[] | Set<string>;

/**
 * OAuth 2.1 §4.1.3 and §10.2: the address is no part of the token request any more, as PKCE binds the code; whoever still
 * sends it has to send the right one. The library asks everybody for it.
 */
class OAuth21Provider extends Provider {
  constructor(
    issuer: string,
    configuration: Configuration,
    private readonly resources: ResourcePolicy,
  ) {
    super(issuer, configuration);
  }

  override registerGrantType<P extends object>(
    name: string,
    handler: (ctx: TokenEndpointGrantContext<P>) => Promise<void> | void,
    parameters?: ParameterNames,
    duplicates?: ParameterNames,
  ): void {
    const redeem = async (ctx: TokenEndpointGrantContext<P>) => {
      const granted = await grantedBefore(ctx);
      if (granted !== undefined) this.resources.nameAsGranted(ctx, granted);
      if (name === 'authorization_code') nameAddress(ctx, granted);
      await handler(ctx);
    };
    super.registerGrantType(name, redeem, parameters, duplicates);
  }
}

type Granted = Partial<Pick<AuthorizationCode, 'clientId' | 'redirectUri' | 'resource'>>;

/** What is brought to be exchanged for tokens, where the request leaves something out or may spell it otherwise. */
async function grantedBefore({ oidc: { params = {}, provider } }: KoaContextWithOIDC): Promise<Granted | undefined> {
  const { code, device_code: device, refresh_token: token, redirect_uri: address, resource } = params;
  if (typeof code === 'string' && (address === undefined || resource !== undefined))
    return provider.AuthorizationCode.find(code);
  if (resource === undefined) return undefined;
  if (typeof device === 'string') return provider.DeviceCode.find(device);
  return typeof token === 'string' ? provider.RefreshToken.find(token) : undefined;
}

function nameAddress({ oidc: { params } }: KoaContextWithOIDC, granted: Granted | undefined): void {
  if (params && params['redirect_uri'] === undefined && typeof params['code'] === 'string')
    params['redirect_uri'] = granted?.redirectUri ?? 'unknown';
}

/** The library's own comparison would want the secret itself. */
function compareHashes(provider: Provider, secrets: ClientSecrets): void {
  provider.Client.prototype.compareClientSecret = function compareClientSecret(this: Client, given: string) {
    const kept = Buffer.from(this.clientSecret ?? '', 'base64url');
    return secrets.matches(given, kept) && namesItsApp(this);
  };
}

/** Clients of the older EHR server name their application too; when they do, it has to be theirs. */
function namesItsApp(client: Client): boolean {
  const named = Provider.ctx?.oidc.body?.['app_id'];
  return named === undefined || named === client['app_id'];
}
