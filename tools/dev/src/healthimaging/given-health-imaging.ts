import { MedicalImagingClient } from '@aws-sdk/client-medical-imaging';
import { syntheticStudies, type SyntheticStudy } from '@caregate/synthetic';
import { startHealthImaging, type HealthImagingOptions } from './start-health-imaging.js';

const region = 'us-east-1';
const credentials = { accessKeyId: 'AKIDSPEC', secretAccessKey: 'only-of-this-spec-0123456789-abcdefghij' };

/** A running endpoint for specs, and the official client for it. */
export async function givenHealthImaging(options: Partial<HealthImagingOptions> = {}) {
  const running = await startHealthImaging({ credentials, region, studies: shortStudies(), ...options });
  const clientWith = (settings: ConstructorParameters<typeof MedicalImagingClient>[0] = {}) =>
    new MedicalImagingClient({
      endpoint: running.url,
      region,
      credentials,
      disableHostPrefix: true,
      maxAttempts: 1,
      ...settings,
    });
  return { ...running, credentials, region, client: clientWith(), clientWith };
}

/** The seeded studies, of two pictures each at most: every picture is drawn and encoded. */
function shortStudies(): readonly SyntheticStudy[] {
  return syntheticStudies().map((study) => ({
    ...study,
    series: study.series.map((series) => ({ ...series, instances: series.instances.slice(0, 2) })),
  }));
}
