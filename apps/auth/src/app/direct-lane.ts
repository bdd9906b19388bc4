import type { ClientSecrets } from '../clients/client-secrets.js';
import { TokenSigner } from '../keys/token-signer.js';
import type { ClientLimits } from '../oauth/door/client-limits.js';
import type { ProviderHost } from '../oauth/provider/provider-host.js';
import type { TokenDescriptions } from '../oauth/tokens/token-descriptions.js';
import { ClientStates } from '../tokens/lane/client-states.repository.js';
import { DirectLane, type OAuthAnswerer } from '../tokens/lane/direct-lane.js';
import { IntrospectionLane } from '../tokens/lane/introspection-lane.js';
import { KnownClients } from '../tokens/lane/known-clients.js';
import { MachineTokens } from '../tokens/lane/machine-tokens.js';
import { TokenLane } from '../tokens/lane/token-lane.js';
import type { Foundation } from './foundation.js';

export interface LaneParts {
  /** Whose clients they are. */
  readonly provider: Pick<ProviderHost, 'current'>;
  /** Who answers what is not plain. */
  readonly library: OAuthAnswerer;
  readonly secrets: ClientSecrets;
  readonly limits: ClientLimits;
  readonly descriptions: TokenDescriptions;
}

/** The short way to what machines ask for all day. */
export function buildDirectLane(
  foundation: Foundation,
  { provider, library, secrets, limits, descriptions }: LaneParts,
): DirectLane {
  const { config, repositories, resources, dataSource, trail, clock, ring, revocations, logger } = foundation;
  const clients = new KnownClients({ states: new ClientStates(dataSource, clock), provider, secrets });
  // Known before the half second is over that they are remembered.
  revocations.onRevoked(({ kind, value }) => kind === 'client' && clients.forget(value));
  const signer = new TokenSigner(ring, config.issuer);
  const { clientTokenSeconds: seconds } = config.lifetimes;
  const tokens = new MachineTokens({ issued: repositories.issued, signer, trail, clock, seconds });
  return new DirectLane({
    library,
    clients,
    token: new TokenLane({ clients, resources, tokens, limits, clock }),
    introspection: new IntrospectionLane(descriptions, limits),
    logger,
  });
}
