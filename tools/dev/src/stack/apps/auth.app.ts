import { edgeRoutes, verifyRoutes } from '@caregate/edge/routes';
import { socialEnvironment } from '../../sandbox/social-environment.js';
import type { Addresses } from '../ports/addresses.js';
import type { AppSpec } from '../app-process.js';
import { common, type Installation } from '../folder/installation.js';
import { anchorFileOf } from '../anchor-key.js';
import { appOf } from './app-of.js';
import { proxiedResources } from './bridge.app.js';
import { identityProviderClientId } from './sandbox.app.js';

export function authApp(installation: Installation): AppSpec {
  return appOf(installation, {
    name: 'auth',
    entry: 'apps/auth/dist/main.js',
    readyUrl: `${installation.addresses.auth}/ready`,
    environment: authEnvironment(installation),
  });
}

export function authEnvironment(installation: Installation): Record<string, string> {
  const { folder, ports, addresses, secrets, anchorKey } = installation;
  return {
    ...common(installation),
    ...socialEnvironment(addresses.socialProviders, secrets.socialProvidersClient),
    PORT: String(ports.auth),
    VERIFY_PORT: String(ports.verify),
    PUBLIC_URL: addresses.auth,
    LANDING_URL: addresses.console,
    RETURN_ORIGINS: addresses.edge,
    DATABASE_URL: installation.databaseUrl('caregate_auth'),
    KEY_ENCRYPTION_SECRET: secrets.keyEncryption,
    COOKIE_SECRET: secrets.cookie,
    CLIENT_SECRET_PEPPER: secrets.clientSecretPepper,
    AUDIT_ANCHOR_KEY: anchorKey,
    AUDIT_ANCHOR_FILE: anchorFileOf(folder),
    OIDC_PROVIDERS: JSON.stringify([
      {
        name: 'sandbox',
        title: 'Sandbox hospital',
        issuer: addresses.identityProvider,
        clientId: identityProviderClientId,
        clientSecret: secrets.identityProviderClient,
        trustRoleClaim: true,
      },
    ]),
    RESOURCES: JSON.stringify(resourcesAt(addresses)),
    VERIFY_ROUTES: JSON.stringify(verifyRoutesAt(installation)),
    ...pacsEnvironment(installation),
    CLIENT_REGISTRATION: 'open',
    CLIENT_REGISTRATION_MANAGEMENT: 'on',
    CLIENT_METADATA_DOCUMENTS: 'on',
    DEVICE_FLOW: 'on',
    PRIVATE_KEY_JWT: 'on',
    TOKEN_EXCHANGE: JSON.stringify([
      // An administrator at the health record may register applications there (`register_client`).
      { app_id: 'health-record', from: [addresses.ehrMcp], resources: [addresses.auth], scopes: ['write:clients'] },
    ]),
  };
}

/** The first is what clients get that name none (RFC 8707 §2). */
function resourcesAt(addresses: Addresses) {
  return [
    { url: addresses.ehrMcp, title: 'Health record' },
    { url: addresses.imagingMcp, title: 'Images' },
    { url: addresses.orchestrator, title: 'Agents, tasks and pipelines' },
    { url: addresses.pacs, title: 'Image archive' },
    { url: addresses.auth, title: 'Administration' },
    ...proxiedResources(addresses),
  ];
}

function verifyRoutesAt({ addresses, pacs }: Installation) {
  const { auth, ehrMcp: ehr, imagingMcp: imaging, orchestrator } = addresses;
  const archive = pacs === undefined ? {} : { pacs: addresses.pacs };
  return verifyRoutes({ routes: edgeRoutes, resources: { auth, ehr, imaging, orchestrator, ...archive } });
}

/** The gate asks the archive whose study it is before it decides. */
function pacsEnvironment({ pacs }: Installation): Record<string, string> {
  if (pacs === undefined) return {};
  return { ORTHANC_URL: pacs.url, ORTHANC_USERNAME: pacs.username, ORTHANC_PASSWORD: pacs.password };
}
