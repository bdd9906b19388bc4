import { TokenSigner } from '../keys/token-signer.js';
import { UpstreamTokens } from '../tokens/upstream-tokens.js';
import { AssertionKeys } from '../verify/assertion/assertion-keys.js';
import { AssertionSigner } from '../verify/assertion/assertion-signer.js';
import { buildPacsGate, type BuiltPacsGate } from '../verify/pacs/build-pacs-gate.js';
import { OrthancAuthorization } from '../verify/pacs/orthanc-authorization.js';
import { Identities } from '../verify/identity/identities.js';
import { PreparedRoutes } from '../verify/routes/prepared-routes.js';
import { SessionTokens } from '../verify/identity/session-tokens.js';
import { TrustedPeers } from '../verify/request/trusted-peers.js';
import { VerifyCounters } from '../verify/tally/verify-counters.js';
import { VerifyHandler } from '../verify/verify-handler.js';
import { VerifyTally } from '../verify/tally/verify-tally.js';
import { VerifyServer } from '../verify/verify.server.js';
import type { Foundation } from './foundation.js';
import type { SignOn } from './sign-on.js';

/** What the edge asks: the internal listener and all behind it. */
export async function buildForwardAuth(
  foundation: Foundation,
  { door, sessionService: sessions }: SignOn,
  undo: (() => Promise<unknown>)[],
) {
  const { config, repositories, resources, dataSource, trail, clock, ring, verifiers, metrics, logger } = foundation;
  const { users, clients, issued } = repositories;
  const { upstreamTokenSeconds } = config.lifetimes;
  const signer = new TokenSigner(ring, config.issuer);
  const upstream = new UpstreamTokens({ dataSource, issued, resources, signer, trail, clock, upstreamTokenSeconds });
  const assertions = new AssertionSigner(config.issuer, new AssertionKeys(ring, config.secrets.keyEncryption));
  const tally = new VerifyTally(trail);
  const counters = new VerifyCounters();
  counters.expose(metrics);
  const pacs = await buildPacsGate(foundation);
  if (pacs !== undefined) undo.push(() => pacs.stop());
  const peers = new TrustedPeers(config.trustedProxies);
  const verify = new VerifyHandler({
    peers,
    routes: new PreparedRoutes(config.verifyRoutes, verifiers, pacs === undefined ? {} : { pacs: pacs.gate }),
    policy: { cookieName: door.cookie.name, ownOrigins: config.ownOrigins },
    tokens: new SessionTokens({ sessions, users, upstream, clock }),
    identities: new Identities({ users, clients, assertions, clock }),
    tally,
    trail,
    counters,
    loginUrl: `${config.publicUrl}/login`,
    logger,
  });
  const orthanc = pacs && orthancAuthorization(foundation, pacs, peers);
  return {
    server: new VerifyServer({ verify, orthanc }, logger),
    tally: together([tally, ...(pacs ? [pacs.studies] : [])]),
  };
}

/** By the same token and scopes as the way to the archive through the edge. */
function orthancAuthorization(
  { config, verifiers, trail, logger }: Foundation,
  { gate, authorization }: BuiltPacsGate,
  peers: TrustedPeers,
): OrthancAuthorization | undefined {
  const { audience, scopes = [] } = config.verifyRoutes.find(({ policy }) => policy === 'pacs') ?? {};
  if (audience === undefined) return undefined;
  const verifier = verifiers.of(audience);
  return new OrthancAuthorization({ peers, verifier, scopes, gate, gateAuthorization: authorization, trail, logger });
}

/** What has been counted is written regularly, and before the end. */
function together(tallies: readonly Pick<VerifyTally, 'start' | 'stop'>[]) {
  return {
    start: (onError: (error: unknown) => void) => tallies.forEach((each) => each.start(onError)),
    stop: async () => {
      for (const each of tallies) await each.stop();
    },
  };
}
