import { PatientNumbersRepository } from '@caregate/data-models';
import type { Logger } from '@caregate/kit-http';
import type { TokenVerifier } from '@caregate/kit-jwt';
import { startServiceCore, type ServiceCore } from '@caregate/kit-service';
import type { DataSource } from 'typeorm';
import type { ArchiveMetrics } from '../archives/archive-metrics.port.js';
import { Archives } from '../archives/archives.js';
import type { ImagingConfig } from '../config.js';
import { FrameDownloads } from '../frames/frame-downloads.js';
import { FrameRenderer } from '../frames/drawing/frame-renderer.js';
import { FrameViewer } from '../frames/frame-viewer.js';
import { ImageSets } from '../image-sets/image-sets.js';
import { PatientIndex } from '../patients/patient-index.js';
import type { ImagingServices } from '../services.js';
import { configuredArchives } from './configured-archives.js';

/** What every transport of this app needs, HTTP or not. */
export interface ImagingCore extends ServiceCore {
  readonly resource: string;
  readonly verifier: TokenVerifier;
  readonly services: ImagingServices;
}

export async function startImagingCore(
  config: ImagingConfig,
  logger: Logger,
  metrics: ArchiveMetrics,
): Promise<ImagingCore> {
  const configured = configuredArchives(config, metrics);
  const resource = `${config.PUBLIC_URL.replace(/\/$/, '')}/mcp`;
  const core = await startServiceCore({ name: 'imaging-mcp', settings: config, logger, relations: 'cached' });
  return {
    ...core,
    resource,
    verifier: core.verifierFor(resource),
    services: servicesOf(config, core.dataSource, new Archives(configured.archives), viewerOf(config, metrics)),
    stop: async () => {
      configured.close();
      await core.stop();
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
  const patientIndex = new PatientIndex((mrns) => numbers.patientIdsOf(mrns));
  const imageSets = new ImageSets(archives, patientIndex);
  return { archives, patientIndex, imageSets, viewer, downloads: new FrameDownloads(imageSets, publicUrl) };
}
