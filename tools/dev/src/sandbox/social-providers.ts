import { startSignOnProviders, type SandboxAccount, type SignOnProviders } from '@caregate/testing/sign-on-providers';
import type { Person } from './people.js';

export interface SocialProvidersOptions {
  readonly port: number;
  readonly people: readonly Person[];
  /** One secret for our client at each of the three. */
  readonly clientSecret: string;
  /** Where the front door answers. */
  readonly publicUrl: string;
}

/** Google, Microsoft and GitHub as far as a sign-in sees them, for the same synthetic people as the hospital's sandbox. */
export function startSocialProviders(options: SocialProvidersOptions): Promise<SignOnProviders> {
  const { port, people, clientSecret, publicUrl } = options;
  const party = (name: string) => ({
    clientId: `caregate-${name}`,
    clientSecret,
    redirectUri: `${publicUrl}/auth/${name}/callback`,
  });
  const parties = { google: party('google'), microsoft: party('microsoft'), github: party('github') };
  return startSignOnProviders({ port, accounts: people.map(accountOf), parties });
}

function accountOf({ login, name, email, password }: Person): SandboxAccount {
  return { login, name, email, password };
}
