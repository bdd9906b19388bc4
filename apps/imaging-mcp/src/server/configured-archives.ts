import { ConfigInvalid } from '@caregate/kit-config';
import { defaultLimits, type ArchiveLimits } from '../archives/archive-limits.js';
import type { ArchiveMetrics } from '../archives/archive-metrics.port.js';
import { CachedArchive } from '../archives/cached.archive.js';
import { DicomWebArchive } from '../archives/dicomweb/dicomweb.archive.js';
import { HealthImagingArchive } from '../archives/healthimaging/healthimaging.archive.js';
import { healthImagingClient, type HealthImagingOptions } from '../archives/healthimaging/healthimaging.client.js';
import type { ImageArchive } from '../archives/image-archive.port.js';
import type { ImagingConfig } from '../config.js';

export interface ConfiguredArchives {
  readonly archives: readonly ImageArchive[];
  close(): void;
}

const MEBIBYTE = 1024 * 1024;

/** The archives that the configuration names, each behind a memory of what it has said. */
export function configuredArchives(config: ImagingConfig, metrics: ArchiveMetrics): ConfiguredArchives {
  const healthImaging = healthImagingIn(config, metrics);
  const dicomWeb = dicomWebIn(config, metrics);
  const found = [healthImaging, dicomWeb].filter((archive) => archive !== undefined);
  if (found.length === 0)
    throw new ConfigInvalid([{ variable: 'AWS_REGION', problem: 'is missing, and so is DICOMWEB_URL; one is needed' }]);
  const limits = {
    seconds: config.CACHE_SECONDS,
    frameBytesMax: config.FRAME_CACHE_MEGABYTES * MEBIBYTE,
    metadataBytesMax: config.METADATA_CACHE_MEGABYTES * MEBIBYTE,
  };
  return {
    archives: found.map((archive) => new CachedArchive(archive, limits, metrics)),
    close: () => healthImaging?.close(),
  };
}

function healthImagingIn(config: ImagingConfig, metrics: ArchiveMetrics): HealthImagingArchive | undefined {
  const { AWS_REGION: region, AWS_PROFILE: profile, HEALTHIMAGING_ENDPOINT: endpoint } = config;
  if (region === undefined) return undefined;
  const limits = limitsIn(config, config.HEALTHIMAGING_ATTEMPTS);
  const options = { region, profile, endpoint, ...limits, ...credentialsIn(config) };
  const client = () => healthImagingClient(options);
  return new HealthImagingArchive(client, metrics, limits, config.HEALTHIMAGING_PATIENT_ISSUER);
}

/** The order of the SDK itself: what the environment gives, before files and roles. */
function credentialsIn(config: ImagingConfig): Pick<HealthImagingOptions, 'credentials'> {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = config;
  const { AWS_SESSION_TOKEN: sessionToken } = config;
  if (accessKeyId === undefined || secretAccessKey === undefined) return {};
  return { credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) } };
}

function dicomWebIn(config: ImagingConfig, metrics: ArchiveMetrics): DicomWebArchive | undefined {
  const { DICOMWEB_URL: url, DICOMWEB_AUTHORIZATION: authorization, DICOMWEB_DATASTORE: datastoreId } = config;
  if (url === undefined) return undefined;
  const limits = limitsIn(config, config.DICOMWEB_ATTEMPTS);
  const patientIssuer = config.DICOMWEB_PATIENT_ISSUER;
  return new DicomWebArchive({ url, authorization, datastoreId, patientIssuer }, metrics, limits);
}

function limitsIn(config: ImagingConfig, attemptsMax: number): ArchiveLimits {
  return {
    ...defaultLimits,
    attemptsMax,
    timeoutMilliseconds: config.ARCHIVE_TIMEOUT_SECONDS * 1000,
    frameBytesMax: config.FRAME_MEGABYTES_MAX * MEBIBYTE,
  };
}
