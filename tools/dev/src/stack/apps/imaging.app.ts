import type { AppSpec } from '../app-process.js';
import { common, tokensOf, type Installation } from '../folder/installation.js';
import { appOf } from './app-of.js';
import { healthImagingKeyId, healthImagingRegion } from './sandbox.app.js';

/** Pictures out of the sandbox of AWS HealthImaging, and out of a real archive where there is one. */
export function imagingApp(installation: Installation): AppSpec {
  const { ports, addresses, secrets } = installation;
  return appOf(installation, {
    name: 'imaging-mcp',
    entry: 'apps/imaging-mcp/dist/main.js',
    readyUrl: `${addresses.imaging}/ready`,
    environment: {
      ...common(installation),
      ...tokensOf(addresses),
      PORT: String(ports.imaging),
      PUBLIC_URL: addresses.imaging,
      BREAK_GLASS_URL: `${addresses.console}emergency`,
      DATABASE_URL: installation.databaseUrl('caregate_imaging'),
      AWS_REGION: healthImagingRegion,
      AWS_ACCESS_KEY_ID: healthImagingKeyId,
      AWS_SECRET_ACCESS_KEY: secrets.healthImagingKey,
      HEALTHIMAGING_ENDPOINT: addresses.healthImaging,
      // On one machine it is the benchmarks that ask this often.
      RATE_LIMIT_PER_MINUTE: '10000000',
      ...dicomWeb(installation),
    },
  });
}

function dicomWeb({ pacs }: Installation): Record<string, string> {
  if (pacs === undefined) return {};
  const credentials = Buffer.from(`${pacs.username}:${pacs.password}`).toString('base64');
  return { DICOMWEB_URL: `${pacs.url}/dicom-web`, DICOMWEB_AUTHORIZATION: `Basic ${credentials}` };
}
