import { createDataSource } from '@caregate/data-models';
import { Authorizer } from '@caregate/kit-access';
import { PostgresAuditTrail } from '@caregate/kit-audit';
import type { Logger } from '@caregate/kit-http';
import { PostgresRevocationView, RemoteKeySource, TokenVerifier } from '@caregate/kit-jwt';
import { createMessaging, type Messaging } from '@caregate/kit-messaging';
import type { DataSource } from 'typeorm';
import type { BridgeConfig } from '../config.js';
import { resourceOf } from './resource.js';

/** What this app stands on. */
export interface BridgeCore {
  readonly dataSource: DataSource;
  readonly messaging: Messaging;
  readonly revocations: PostgresRevocationView;
  readonly authorizer: Authorizer;
  readonly audit: PostgresAuditTrail;
  /** One per proxied server, by name: each is a resource with an audience of its own. */
  readonly verifiers: ReadonlyMap<string, TokenVerifier>;
  stop(): Promise<void>;
}

export async function startBridgeCore(config: BridgeConfig, logger: Logger): Promise<BridgeCore> {
  const dataSource = createDataSource({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL,
    applicationName: 'bridge',
  });
  await dataSource.initialize();
  const messaging = await createMessaging({ redisUrl: config.REDIS_URL, dataSource, logger });
  const revocations = await PostgresRevocationView.start({ dataSource, messaging, logger });
  const verifiers = verifiersOf(config, revocations);
  const keyNews = await messaging.subscribe('signing-key.changed', () => {
    for (const verifier of verifiers.values()) verifier.keysChanged();
  });
  const audit = new PostgresAuditTrail(dataSource);
  return {
    dataSource,
    messaging,
    revocations,
    authorizer: new Authorizer({ relations: { of: async () => [] } }),
    audit,
    verifiers,
    stop: async () => {
      await keyNews.close();
      await revocations.stop();
      await messaging.close();
      await audit.close();
      await dataSource.destroy();
    },
  };
}

function verifiersOf(config: BridgeConfig, revocations: PostgresRevocationView): ReadonlyMap<string, TokenVerifier> {
  const keys = new RemoteKeySource({ url: config.JWKS_URL });
  return new Map(
    config.SERVERS.map(({ name }) => [
      name,
      new TokenVerifier({ issuer: config.ISSUER, jwksUri: keys, audience: resourceOf(config, name), revocations }),
    ]),
  );
}
