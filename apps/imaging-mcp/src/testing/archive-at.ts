import { defaultLimits, type ArchiveLimits } from '../archives/archive-limits.js';
import type { ArchiveMetrics } from '../archives/archive-metrics.port.js';
import { HealthImagingArchive } from '../archives/healthimaging/healthimaging.archive.js';
import { healthImagingClient, type HealthImagingOptions } from '../archives/healthimaging/healthimaging.client.js';

interface Given extends Partial<ArchiveLimits> {
  readonly metrics?: Pick<ArchiveMetrics, 'callFinished'>;
  readonly patientIssuer?: string | undefined;
  readonly credentials?: HealthImagingOptions['credentials'];
}

const anybody = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };

/** HealthImaging at an endpoint of a spec, which takes all credentials. */
export function archiveAt(endpoint: string, more: Given = {}): HealthImagingArchive {
  const { metrics, patientIssuer, credentials = anybody, ...given } = more;
  const limits = { ...defaultLimits, ...given };
  return new HealthImagingArchive(
    () => healthImagingClient({ region: 'us-east-1', endpoint, credentials, ...limits }),
    metrics ?? { callFinished: () => undefined },
    limits,
    patientIssuer,
  );
}
