import { createDataSource, PatientNumbersRepository, RelationsRepository } from '@caregate/data-models';
import { Authorizer, CachedRelations } from '@caregate/kit-access';
import { PostgresAuditTrail } from '@caregate/kit-audit';
import type { Logger } from '@caregate/kit-http';
import { PostgresRevocationView, TokenVerifier } from '@caregate/kit-jwt';
import { createMessaging, type Messaging } from '@caregate/kit-messaging';
import type { DataSource } from 'typeorm';
import type { ArchiveMetrics } from '../archives/archive-metrics.port.js';
import { Archives } from '../archives/archives.js';
import type { ImagingConfig } from '../config.js';
import { FrameDownloads } from '../frames/frame-downloads.js';
import { FrameRenderer } from '../frames/frame-renderer.js';
import { FrameViewer } from '../frames/frame-viewer.js';
import { ImageSets } from '../image-sets/image-sets.js';
import { PatientIndex } from '../patients/patient-index.js';
import type { ImagingServices } from '../services.js';
import { configuredArchives } from './configured-archives.js';

/** What every transport of this app needs, HTTP or not. */
export interface ImagingCore {
  readonly resource: string;
  readonly dataSource: DataSource;
  readonly messaging: Messaging;
  readonly revocations: PostgresRevocationView;
  readonly relations: CachedRelations;
  readonly verifier: TokenVerifier;
  readonly authorizer: Authorizer;
  readonly audit: PostgresAuditTrail;
  readonly services: ImagingServices;
  stop(): Promise<void>;
}

export async function startImagingCore(
  config: ImagingConfig,
  logger: Logger,
  metrics: ArchiveMetrics,
): Promise<ImagingCore> {
  const configured = configuredArchives(config, metrics);
  const resource = `${config.PUBLIC_URL.replace(/\/$/, '')}/mcp`;
  const dataSource = createDataSource({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL,
    applicationName: 'imaging-mcp',
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
  return {
    resource,
    dataSource,
    messaging,
    revocations,
    relations,
    verifier,
    authorizer: new Authorizer({ relations }),
    audit,
    services: servicesOf(config, dataSource, new Archives(configured.archives), viewerOf(config, metrics)),
    stop: async () => {
      configured.close();
      await keyNews.close();
      await relations.stop();
      await revocations.stop();
      await messaging.close();
      await audit.close();
      await dataSource.destroy();
    },
  };
}

function viewerOf({ RENDER_MEGABYTES: megabytes }: ImagingConfig, metrics: ArchiveMetrics): FrameViewer {
  return new FrameViewer(new FrameRenderer(metrics), megabytes * 1024 * 1024);
}

function servicesOf(
  { PUBLIC_URL: publicUrl }: ImagingConfig,
  dataSource: DataSource,
  archives: Archives,
  viewer: FrameViewer,
): ImagingServices {
  const numbers = new PatientNumbersRepository(dataSource);
  const patientIndex = new PatientIndex((mrn) => numbers.patientIdOf(mrn));
  const imageSets = new ImageSets(archives, patientIndex);
  return { archives, patientIndex, imageSets, viewer, downloads: new FrameDownloads(imageSets, publicUrl) };
}
