import { DomainError } from '@caregate/core-errors';
import { createDataSource, pendingMigrations } from '@caregate/data-models';
import { AuditAnchorer, PostgresAuditTrail } from '@caregate/kit-audit';
import { checkClock, HealthRegistry, Metrics, openRedis, type Logger } from '@caregate/kit-http';
import { PostgresRevocationView } from '@caregate/kit-jwt';
import { createMessaging } from '@caregate/kit-messaging';
import type { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import type { Clock } from '../clock.js';
import type { AuthConfig } from '../config.js';
import { anchorOf } from '../trail/anchor-of.js';
import { AuthTrail } from '../trail/auth-trail.js';
import { service } from './service.js';

export interface Infrastructure {
  readonly dataSource: DataSource;
  readonly audit: PostgresAuditTrail;
  readonly trail: AuthTrail;
  readonly messaging: Awaited<ReturnType<typeof createMessaging>>;
  readonly revocations: PostgresRevocationView;
  readonly anchorer: AuditAnchorer;
  readonly health: HealthRegistry;
  readonly metrics: Metrics;
  readonly redis: Redis | undefined;
}

/** What the app stands on. `undo` collects how to take it down again, also when only half of it came up. */
export async function openInfrastructure(
  config: AuthConfig,
  logger: Logger,
  clock: Clock,
  undo: (() => Promise<unknown>)[],
): Promise<Infrastructure> {
  const dataSource = await openDatabase(config.databaseUrl, undo);
  const audit = new PostgresAuditTrail(dataSource, { clock });
  undo.push(() => audit.close());
  const messaging = await createMessaging({ redisUrl: config.redisUrl, dataSource, logger });
  undo.push(() => messaging.close());
  const redis = config.redisUrl === undefined ? undefined : await openRedis(config.redisUrl);
  undo.push(async () => redis?.disconnect());
  const revocations = await PostgresRevocationView.start({ dataSource, messaging, logger });
  undo.push(() => revocations.stop());
  const anchorer = await AuditAnchorer.start(dataSource, { ...anchorOf(config), logger });
  undo.push(() => anchorer.stop());
  const health = new HealthRegistry({ ...service, logger });
  const metrics = new Metrics(service);
  const infrastructure = { dataSource, audit, trail: new AuthTrail(audit), messaging, revocations, anchorer };
  addChecks(health, infrastructure);
  health.add('clock', () => checkClock(dataSource, clock), { critical: false });
  return { ...infrastructure, redis, health, metrics };
}

async function openDatabase(url: string, undo: (() => Promise<unknown>)[]): Promise<DataSource> {
  const dataSource = createDataSource({ url, applicationName: 'caregate-auth', poolSize: 20 });
  await dataSource.initialize();
  undo.push(() => dataSource.destroy());
  const missing = await pendingMigrations(dataSource);
  if (missing.length > 0) throw new DomainError('database.schema.behind', { detail: { missing } });
  return dataSource;
}

type Checked = Pick<Infrastructure, 'anchorer' | 'audit' | 'dataSource' | 'messaging' | 'revocations'>;

function addChecks(health: HealthRegistry, { anchorer, audit, dataSource, messaging, revocations }: Checked): void {
  health.add('database', async () => {
    await dataSource.query('select 1');
    return { status: 'healthy' };
  });
  health.add('audit', async () => {
    await audit.check();
    return { status: 'healthy' };
  });
  health.add('messaging', () => statusOf(messaging.health().healthy), { critical: false });
  health.add('revocations', () => statusOf(revocations.health().healthy));
  health.add('audit-anchor', () => statusOf(anchorer.health().healthy), { critical: false });
}

function statusOf(healthy: boolean) {
  return { status: healthy ? 'healthy' : 'unhealthy' } as const;
}
