import Provider, { type Client, type KoaContextWithOIDC, type TokenEndpointGrantContext } from 'oidc-provider';
import type { ClientSecrets } from '../clients/client-secrets.js';
import type { KeyRing } from '../keys/key-ring.js';
import { providerConfiguration } from './provider.configuration.js';
import type { ProviderParts } from './provider-parts.js';

/** A provider that signs with the key that is active now. The library fixes its keys for life: a new key, a new provider. */
export function createProvider(issuer: string, parts: ProviderParts, ring: KeyRing): Provider {
  const { kid, privateKey } = ring.active;
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
  const provider = new OAuth21Provider(issuer, providerConfiguration(parts, jwk));
  // Headers that say how the request came are written by `IssuerPin`, by nobody else.
  provider.proxy = true;
  compareHashes(provider, parts.secrets);
  return provider;
}

type ParameterNames = string | string[] | Set<string>;

/**
 * OAuth 2.1 §4.1.3 and §10.2: the address is no part of the token request any more, as PKCE binds the code; whoever still
 * sends it has to send the right one. The library asks everybody for it.
 */
class OAuth21Provider extends Provider {
  override registerGrantType<P extends object>(
    name: string,
    handler: (ctx: TokenEndpointGrantContext<P>) => Promise<void> | void,
    parameters?: ParameterNames,
    duplicates?: ParameterNames,
  ): void {
    const redeem = async (ctx: TokenEndpointGrantContext<P>) => {
      await nameAddress(ctx);
      await handler(ctx);
    };
    super.registerGrantType(name, name === 'authorization_code' ? redeem : handler, parameters, duplicates);
  }
}

async function nameAddress({ oidc: { params, provider } }: KoaContextWithOIDC): Promise<void> {
  const { code, redirect_uri: given } = params ?? {};
  if (params === undefined || given !== undefined || typeof code !== 'string') return;
  params['redirect_uri'] = (await provider.AuthorizationCode.find(code))?.redirectUri ?? 'unknown';
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
