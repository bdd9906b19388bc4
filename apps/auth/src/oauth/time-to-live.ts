import type { Client, Configuration } from 'oidc-provider';
import { epochSeconds } from '../clock.js';
import type { Lifetimes } from '../config.js';

/** How long each thing lives. A refresh token slides, but never past the absolute limit of its family (ASVS 10.4.8). */
export function timeToLive(lifetimes: Lifetimes, deviceCodeSeconds: number): NonNullable<Configuration['ttl']> {
  const { refreshTokenSeconds, refreshTokenAbsoluteSeconds } = lifetimes;
  return {
    AccessToken: lifetimes.accessTokenSeconds,
    AuthorizationCode: lifetimes.codeSeconds,
    ClientCredentials: (_ctx, _token, client) => withinClient(lifetimes.clientTokenSeconds, client),
    DeviceCode: deviceCodeSeconds,
    Grant: refreshTokenAbsoluteSeconds,
    IdToken: lifetimes.accessTokenSeconds,
    Interaction: lifetimes.interactionSeconds,
    // The library's session is the scratch pad of one authorization request; the sign-in itself is ours.
    Session: lifetimes.interactionSeconds,
    RefreshToken: (_ctx, token) => {
      const left = refreshTokenAbsoluteSeconds - token.totalLifetime();
      return Math.max(1, Math.min(refreshTokenSeconds, left));
    },
  };
}

/** No token outlives the registration of the machine that it is for. */
function withinClient(seconds: number, { ends_at: endsAt }: Client): number {
  return typeof endsAt === 'number' ? Math.max(1, Math.min(seconds, endsAt - epochSeconds(new Date()))) : seconds;
}
