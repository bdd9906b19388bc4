import type { Logger } from '@caregate/kit-http';
import type { Clock } from '../clock.js';
import type { AuthConfig } from '../config.js';
import { GlassAlarm } from '../break-glass/glass-alarm.js';
import { GlassEnding } from '../break-glass/glass-ending.js';
import { KeyRing } from '../keys/key-ring.js';
import { KeyRotation } from '../keys/key-rotation.service.js';
import { KeySeal } from '../keys/key-seal.js';
import { GrantEnding } from '../oauth/artifacts/grant-ending.service.js';
import { RedisDirectory } from '../oauth/artifacts/redis-directory.js';
import { ProtectedResources } from '../oauth/resources/protected-resources.js';
import { ClientRemoval } from '../clients/client-removal.js';
import { RevocationsService } from '../revocations/revocations.service.js';
import { KnownHere } from '../revocations/known-here.js';
import { RevocationLedger } from '../revocations/revocation-ledger.js';
import { AudienceVerifiers } from '../tokens/audience-verifiers.js';
import type { Infrastructure } from './infrastructure.js';
import { longestTokenSeconds } from './longest-token.js';
import { passingArtifacts } from './passing-artifacts.js';
import { openRepositories } from './repositories.js';
import { Announcements } from '../trail/announcements.js';

export type Foundation = Awaited<ReturnType<typeof layFoundation>>;

/** What more than one feature uses. */
export async function layFoundation(config: AuthConfig, infrastructure: Infrastructure, logger: Logger, clock: Clock) {
  const { dataSource, messaging, trail, revocations, redis, metrics } = infrastructure;
  const directory = redis && new RedisDirectory(redis, dataSource, clock);
  const repositories = openRepositories(dataSource, directory);
  if (directory !== undefined) {
    for (const client of await repositories.clients.all()) directory.listClient(client);
    await messaging.subscribe('revocation.added', (revocation) => directory.drop(revocation));
  }
  const seal = new KeySeal(config.secrets.keyEncryption);
  const tokenSecondsMax = longestTokenSeconds(config.lifetimes);
  const shared = { dataSource, messaging, trail, clock, tokenSecondsMax };
  const announcements = new Announcements(messaging, logger);
  const rotation = new KeyRotation({ ...shared, messaging: announcements, keys: repositories.keys, seal });
  await rotation.ensure();
  const ring = await KeyRing.open(repositories.keys, seal);
  const resources = new ProtectedResources(config.resources);
  const warn = (facts: object, message: string) => logger.warn(facts, message);
  const { glasses } = repositories;
  const glassAlarm = new GlassAlarm(logger, metrics);
  const glassEnding = new GlassEnding(glasses, trail, glassAlarm);
  const knownHere = new KnownHere(revocations);
  const ledger = new RevocationLedger({ ...shared, warn, knownHere, glasses: glassEnding });
  const grants = new GrantEnding(ledger, trail);
  const { clients, consents, sessions } = repositories;
  const revoking = new RevocationsService({ ledger, grants, sessions, consents, trail, clock });
  const removal = new ClientRemoval({ ledger, revoking, clients, trail });
  const verifiers = new AudienceVerifiers({ issuer: config.issuer, keys: ring, revocations, resources, clock });
  return {
    ...infrastructure,
    passing: passingArtifacts(config, dataSource, redis),
    announcements,
    glassAlarm,
    repositories,
    rotation,
    ring,
    resources,
    ledger,
    grants,
    revoking,
    removal,
    verifiers,
    clock,
    logger,
    config,
  };
}
