import { createHttpApp, mountHandler, RateLimiter } from '@caregate/kit-http';
import type { INestApplication } from '@nestjs/common';
import { AuthModule } from '../auth.module.js';
import type { OAuthDoor } from '../oauth/door/oauth-door.js';
import { olderPaths } from '../oauth/door/older-paths.js';
import { problemPage } from '../pages/problem.page.js';
import { AssertionKeys } from '../verify/assertion/assertion-keys.js';
import { buildAdministration } from './administration.js';
import { buildAuthorizationServer } from './authorization-server.js';
import type { Foundation } from './foundation.js';
import { everywhere, limits } from './limits.js';
import { service } from './service.js';
import type { SignOn } from './sign-on.js';

/** The public side: pages, authorization server, administration. */
export async function buildHttpApp(foundation: Foundation, signOn: SignOn) {
  const { config, audit, health, metrics, logger, redis, passing, dataSource: database } = foundation;
  const rateLimiter = new RateLimiter({ limits, everywhere, database, ...(redis === undefined ? {} : { redis }) });
  const { provider, oauthDoor, interactions, devicePage } = buildAuthorizationServer(foundation, signOn, {
    limiter: rateLimiter,
    passing,
  });
  const { access, ...administration } = buildAdministration(foundation);
  const { home, loginDoor, pages, signInOffer } = signOn;
  const assertionKeys = new AssertionKeys(foundation.ring, config.secrets.keyEncryption);
  const entrances = { devicePage, home, interactions, loginDoor, signInOffer };
  const services = { ...administration, ...entrances, assertionKeys, rateLimiter };
  const app = await createHttpApp(AuthModule.of(services), {
    adapter: 'express',
    ...service,
    logger,
    access,
    audit,
    bearer: { resourceMetadataUrl: `${config.publicUrl}/.well-known/oauth-protected-resource` },
    trustedProxies: config.trustedProxies,
    rateLimiter,
    health,
    metrics,
    metricsExposure: config.metricsPublic ? 'public' : 'internal',
    bodyBytesMax: 64 * 1024,
    problemPage: problemPage(pages),
  });
  mountOAuth(app, oauthDoor);
  return { app, provider };
}

function mountOAuth(app: INestApplication, door: OAuthDoor): void {
  mountHandler(app, { path: '/oauth', name: 'oauth', handler: (request, response) => door.handle(request, response) });
  // RFC 8414 §3.1 puts the well-known part before the path of the issuer; OpenID Connect Discovery puts it after.
  for (const path of ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'])
    mountHandler(app, {
      path: `${path}/oauth`,
      name: 'oauth-metadata',
      handler: (request, response) => door.handleMetadata(path, request, response),
    });
  for (const [older, path] of Object.entries(olderPaths))
    mountHandler(app, {
      path: older,
      // Only registrations have addresses below their endpoint; `/token/validate` is no part of OAuth.
      exact: older !== '/register',
      name: 'oauth-older',
      handler: (request, response) => door.handleAt(path, request, response),
    });
}
