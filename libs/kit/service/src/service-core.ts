import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@caregate/core-errors';
import { createDataSource, pendingMigrations, RelationsRepository } from '@caregate/data-models';
import { Authorizer, CachedRelations } from '@caregate/kit-access';
import { PostgresAuditTrail } from '@caregate/kit-audit';
import type { Logger } from '@caregate/kit-http';
import { KeyWatch, PostgresRevocationView, RemoteKeySource, TokenVerifier } from '@caregate/kit-jwt';
import { createMessaging, type Messaging } from '@caregate/kit-messaging';
import type { DataSource } from 'typeorm';

/** Of the configuration; the names are those of the variables. */
export interface ServiceSettings {
  readonly DATABASE_URL: string;
  readonly DATABASE_POOL: number;
  readonly READ_REPLICA_URLS?: readonly string[];
  readonly REDIS_URL?: string | undefined;
  readonly ISSUER: string;
  readonly JWKS_URL: string;
}

export interface ServiceCoreOptions {
  /** On the trail, in metrics and in `pg_stat_activity`. */
  readonly name: string;
  readonly settings: ServiceSettings;
  readonly logger: Logger;
  /** `cached` where permissions are about one patient; `none` where none is, so that relations make no difference. */
  readonly relations: 'cached' | 'none';
  /** Where work may take every connection for long: the view of revocations then has its own, so that it stays fresh. */
  readonly watchApart?: boolean;
}

/** What every service behind the front door stands on: its database, who may come in, and the trail. */
export interface ServiceCore {
  readonly name: string;
  readonly dataSource: DataSource;
  readonly messaging: Messaging;
  readonly revocations: PostgresRevocationView;
  /** Absent where no permission is about a patient. */
  readonly relations: CachedRelations | undefined;
  readonly authorizer: Authorizer;
  readonly audit: PostgresAuditTrail;
  /** For tokens that are meant for this protected resource (RFC 8707). */
  verifierFor(audience: string): TokenVerifier;
  /** Puts on the trail that the service has started, or fails; of a stop, which nothing may keep from its end, if it can. */
  announce(event: 'service.started' | 'service.stopped'): Promise<void>;
  /** Closes everything, the last opened first. */
  stop(): Promise<void>;
}

/** The longest that a change goes unnoticed when its message was lost. */
const RELATIONS_MILLISECONDS = 5_000;
/** The same of keys, for which each process asks the issuer; every question is a line in its log. */
const KEYS_MILLISECONDS = 10_000;

const WATCHING_POOL = 2;

/** A pool waits for its last statement, which may wait for a lock for ever; the end of the process takes it back. */
const CLOSE_MILLISECONDS = 1_000;

/** Whatever was opened is closed again if the rest cannot be. */
export async function startServiceCore(options: ServiceCoreOptions): Promise<ServiceCore> {
  const opened = new AsyncDisposableStack();
  try {
    return await open(options, opened);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function open(options: ServiceCoreOptions, opened: AsyncDisposableStack): Promise<ServiceCore> {
  const { name, settings, logger } = options;
  const dataSource = await connected(opened, name, settings);
  const missing = await pendingMigrations(dataSource);
  if (missing.length > 0) throw new DomainError('database.schema.behind', { detail: { missing } });
  const watching =
    options.watchApart === true ? await connected(opened, `${name}-access`, watchman(settings)) : dataSource;
  const audit = opened.adopt(new PostgresAuditTrail(dataSource), (trail) => trail.close());
  const messaging = await createMessaging({ redisUrl: settings.REDIS_URL, dataSource, logger });
  opened.defer(() => messaging.close());
  const revocations = await PostgresRevocationView.start({ dataSource: watching, messaging, logger });
  opened.defer(() => revocations.stop());
  const relations = options.relations === 'none' ? undefined : await startRelations(dataSource, messaging);
  opened.defer(() => relations?.stop());
  const verifiers: TokenVerifier[] = [];
  await watchKeys(opened, messaging, settings.JWKS_URL, () => {
    for (const verifier of verifiers) verifier.keysChanged();
  });
  const keys = new RemoteKeySource({ url: settings.JWKS_URL });
  return {
    name,
    dataSource,
    messaging,
    revocations,
    relations,
    authorizer: new Authorizer({ relations: relations ?? { of: () => Promise.resolve([]) } }),
    audit,
    verifierFor: (audience) => {
      const verifier = new TokenVerifier({ issuer: settings.ISSUER, jwksUri: keys, audience, revocations });
      verifiers.push(verifier);
      return verifier;
    },
    announce: async (event) => {
      const recorded = audit.record(announcement(name, event));
      if (event === 'service.started') return recorded;
      await recorded.catch((err: unknown) => logger.warn({ err }, 'The trail could not be told of the stop.'));
    },
    stop: () => opened.disposeAsync(),
  };
}

/** By its message, which is fast, and by looking, which misses none. */
async function watchKeys(opened: AsyncDisposableStack, messaging: Messaging, url: string, onChange: () => void) {
  const news = await messaging.subscribe('signing-key.changed', onChange);
  opened.defer(() => news.close());
  const watch = new KeyWatch({ url, intervalMilliseconds: KEYS_MILLISECONDS, onChange });
  opened.defer(() => watch.stop());
}

function watchman(settings: ServiceSettings): ServiceSettings {
  return { ...settings, DATABASE_POOL: WATCHING_POOL, READ_REPLICA_URLS: [] };
}

async function connected(opened: AsyncDisposableStack, name: string, settings: ServiceSettings): Promise<DataSource> {
  const dataSource = createDataSource({
    url: settings.DATABASE_URL,
    readReplicaUrls: settings.READ_REPLICA_URLS ?? [],
    poolSize: settings.DATABASE_POOL,
    applicationName: name,
  });
  await dataSource.initialize();
  opened.defer(() => Promise.race([dataSource.destroy(), pause(CLOSE_MILLISECONDS, undefined, { ref: false })]));
  return dataSource;
}

function startRelations(dataSource: DataSource, messaging: Messaging): Promise<CachedRelations> {
  const repository = new RelationsRepository(dataSource);
  return CachedRelations.start({ repository, messaging, ttlMilliseconds: RELATIONS_MILLISECONDS });
}

function announcement(name: string, event: 'service.started' | 'service.stopped') {
  return {
    event,
    outcome: 'success',
    actor: { kind: 'service', subject: name },
    source: name,
    transport: 'internal',
  } as const;
}
