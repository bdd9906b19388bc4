import { createDataSource } from '@caregate/data-models';
import { Authorizer } from '@caregate/kit-access';
import { PostgresAuditTrail } from '@caregate/kit-audit';
import type { Logger } from '@caregate/kit-http';
import { PostgresRevocationView, TokenVerifier } from '@caregate/kit-jwt';
import { createMessaging, type Messaging } from '@caregate/kit-messaging';
import type { DataSource } from 'typeorm';
import { CallerVerifier } from '../access/caller-verifier.js';
import { AgentsRepository } from '../agents/agents.repository.js';
import type { OrchestratorConfig } from '../config.js';

/** The database, and who may come in. */
export interface OrchestratorDoors {
  readonly dataSource: DataSource;
  readonly messaging: Messaging;
  readonly revocations: PostgresRevocationView;
  readonly verifier: CallerVerifier;
  readonly authorizer: Authorizer;
  readonly audit: PostgresAuditTrail;
  readonly agents: AgentsRepository;
  close(): Promise<void>;
}

export async function openDoors(config: OrchestratorConfig, logger: Logger): Promise<OrchestratorDoors> {
  const dataSource = createDataSource({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL,
    applicationName: 'orchestrator',
  });
  await dataSource.initialize();
  // However much work waits for a connection: nobody is let in while it is not known whose token was revoked.
  const watching = createDataSource({ url: config.DATABASE_URL, poolSize: 2, applicationName: 'orchestrator-access' });
  await watching.initialize();
  const messaging = await createMessaging({ redisUrl: config.REDIS_URL, dataSource, logger });
  const revocations = await PostgresRevocationView.start({ dataSource: watching, messaging, logger });
  const audience = config.PUBLIC_URL.replace(/\/$/, '');
  const tokens = new TokenVerifier({ issuer: config.ISSUER, jwksUri: config.JWKS_URL, audience, revocations });
  const keyNews = await messaging.subscribe('signing-key.changed', () => tokens.keysChanged());
  const audit = new PostgresAuditTrail(dataSource);
  const agents = new AgentsRepository(dataSource);
  return {
    dataSource,
    messaging,
    revocations,
    audit,
    agents,
    verifier: new CallerVerifier(tokens, agents),
    // None of our permissions is about one patient, so that relations make no difference.
    authorizer: new Authorizer({ relations: { of: () => Promise.resolve([]) } }),
    close: async () => {
      await keyNews.close();
      await revocations.stop();
      await messaging.close();
      await audit.close();
      await watching.destroy();
      await dataSource.destroy();
    },
  };
}
