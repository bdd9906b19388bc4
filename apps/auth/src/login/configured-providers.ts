import type { IdentityProviderConfig } from './identity-provider.config.js';
import type { IdentityProvider } from './identity-provider.js';
import { OidcProvider } from './oidc-provider.js';
import { GithubProvider } from './social/github/github.provider.js';
import { GoogleProvider } from './social/google/google.provider.js';
import { MicrosoftProvider } from './social/microsoft/microsoft.provider.js';
import type { SocialProvidersConfig } from './social/social-providers.config.js';

/** In the order in which the sign-in page offers them: our own hospital first. */
export function configuredProviders(
  hospitals: readonly IdentityProviderConfig[],
  { google, microsoft, github }: SocialProvidersConfig,
  publicUrl: string,
): IdentityProvider[] {
  return [
    ...hospitals.map((config) => new OidcProvider(config, publicUrl)),
    ...(google === undefined ? [] : [new GoogleProvider(google, publicUrl)]),
    ...(microsoft === undefined ? [] : [new MicrosoftProvider(microsoft, publicUrl)]),
    ...(github === undefined ? [] : [new GithubProvider(github, publicUrl)]),
  ];
}
