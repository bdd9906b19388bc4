import type { AppSpec } from '../app-process.js';
import type { Installation } from '../folder/installation.js';
import { appOf } from './app-of.js';

export const identityProviderClientId = 'caregate';
export const healthImagingRegion = 'us-east-1';
export const healthImagingKeyId = 'AKIASANDBOX';

/** What cannot run on this machine, true to its protocol: the hospital's identity provider, Google, AWS and the like. */
export function sandboxApp(installation: Installation): AppSpec {
  const { folder, ports, addresses, secrets } = installation;
  return appOf(installation, {
    name: 'sandbox',
    entry: 'tools/dev/dist/sandbox.main.js',
    readyUrl: `${addresses.identityProvider}/ready`,
    memory: 'least',
    environment: {
      AUTH_URL: addresses.auth,
      PEOPLE: folder.file('people.json'),
      IDP_PORT: String(ports.identityProvider),
      IDP_CLIENT_ID: identityProviderClientId,
      IDP_CLIENT_SECRET: secrets.identityProviderClient,
      SOCIAL_PORT: String(ports.socialProviders),
      SOCIAL_CLIENT_SECRET: secrets.socialProvidersClient,
      HEALTHIMAGING_PORT: String(ports.healthImaging),
      AWS_REGION: healthImagingRegion,
      AWS_ACCESS_KEY_ID: healthImagingKeyId,
      AWS_SECRET_ACCESS_KEY: secrets.healthImagingKey,
    },
  });
}
