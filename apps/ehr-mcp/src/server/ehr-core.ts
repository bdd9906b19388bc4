import { createDataSource, RelationsRepository } from '@caregate/data-models';
import { Authorizer, CachedRelations } from '@caregate/kit-access';
import { PostgresAuditTrail } from '@caregate/kit-audit';
import type { Logger } from '@caregate/kit-http';
import { PostgresRevocationView, TokenVerifier } from '@caregate/kit-jwt';
import { createMessaging, type Messaging } from '@caregate/kit-messaging';
import type { DataSource } from 'typeorm';
import { TokenEndpoint } from '../clients/token-endpoint.js';
import type { EhrConfig } from '../config.js';
import type { EhrServices } from '../services.js';
import { clinicOf } from './clinic-of.js';
import { ehrServices } from './ehr-services.js';

/** What every transport of this app needs, HTTP or not. */
export interface EhrCore {
  readonly resource: string;
  readonly dataSource: DataSource;
  readonly messaging: Messaging;
  readonly revocations: PostgresRevocationView;
  readonly relations: CachedRelations;
  readonly verifier: TokenVerifier;
  readonly authorizer: Authorizer;
  readonly audit: PostgresAuditTrail;
  readonly services: EhrServices;
  stop(): Promise<void>;
}

export async function startEhrCore(config: EhrConfig, logger: Logger): Promise<EhrCore> {
  const resource = `${config.PUBLIC_URL.replace(/\/$/, '')}/mcp`;
  const dataSource = createDataSource({
    url: config.DATABASE_URL,
    readReplicaUrls: config.READ_REPLICA_URLS,
    poolSize: config.DATABASE_POOL,
    applicationName: 'ehr-mcp',
  });
  await dataSource.initialize();
  const messaging = await createMessaging({ redisUrl: config.REDIS_URL, dataSource, logger });
  const revocations = await PostgresRevocationView.start({ dataSource, messaging, logger });
  const relations = await CachedRelations.start({
    repository: new RelationsRepository(dataSource),
    messaging,
    // The longest that a change goes unnoticed when its message was lost.
    ttlMilliseconds: 5_000,
  });
  const verifier = new TokenVerifier({
    issuer: config.ISSUER,
    jwksUri: config.JWKS_URL,
    audience: resource,
    revocations,
  });
  const keyNews = await messaging.subscribe('signing-key.changed', () => verifier.keysChanged());
  const audit = new PostgresAuditTrail(dataSource);
  const tokenEndpoint = new TokenEndpoint(config.TOKEN_URL, resource);
  return {
    resource,
    dataSource,
    messaging,
    revocations,
    relations,
    verifier,
    authorizer: new Authorizer({ relations }),
    audit,
    services: ehrServices({
      dataSource,
      clinic: clinicOf(config),
      confirmation: config.CONFIRM_WRITES,
      verifier,
      tokenEndpoint,
    }),
    stop: async () => {
      await keyNews.close();
      await relations.stop();
      await revocations.stop();
      await messaging.close();
      await audit.close();
      await dataSource.destroy();
    },
  };
}
