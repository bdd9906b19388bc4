import type { Client, Configuration } from 'oidc-provider';
import { epochSeconds } from '../../clock.js';
import type { Lifetimes } from '../../config.js';
import { registeredClientOf } from '../provider/registered-client.js';

/** How long each thing lives. A refresh token slides, but never past the absolute limit of its family (ASVS 10.4.8). */
export function timeToLive(lifetimes: Lifetimes, deviceCodeSeconds: number): NonNullable<Configuration['ttl']> {
  const { refreshTokenSeconds, refreshTokenAbsoluteSeconds } = lifetimes;
  return {
    AccessToken: (_ctx, _token, client) => withinClient(lifetimes.accessTokenSeconds, client),
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

/** No access token outlives a registration that is to end. */
function withinClient(seconds: number, client: Client): number {
  const { endsAtSeconds = Number.POSITIVE_INFINITY } = registeredClientOf(client);
  return Math.max(1, Math.min(seconds, endsAtSeconds - epochSeconds(new Date())));
}
