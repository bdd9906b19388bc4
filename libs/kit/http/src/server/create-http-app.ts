import type { DynamicModule, INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessGuard } from '../access/access.guard.js';
import type { RouteTrail } from '../access/route-trail.js';
import { believeProxies } from '../context/sender-address.js';
import { NestLogger } from '../logging/nest-logger.js';
import { ProblemFilter } from '../problem/problem.filter.js';
import { RateLimitGuard } from '../rate-limit/rate-limit.guard.js';
import { RequestValidationPipe } from '../validation/request-validation.pipe.js';
import { boundTimes } from './bound-times.js';
import { boundUnread } from './bound-unread.js';
import type { HttpAppOptions } from './http-app-options.js';
import { HttpKitModule, HttpRootModule } from './http-kit.module.js';
import { httpParts } from './http-parts.js';
import { refuseUnparsed } from './refuse-unparsed.js';
import { serializeDeclared } from './serialize-declared.js';
import { BodyGuard } from './unread-body.js';

/**
 * An app in which every route is closed until it says otherwise, every refusal is on the audit trail, and every error
 * leaves as a problem. It is not yet initialised: mount what is to be mounted, then `listen`.
 */
export async function createHttpApp(module: Type | DynamicModule, options: HttpAppOptions): Promise<INestApplication> {
  const parts = await httpParts(options);
  const root = HttpRootModule.of(module, HttpKitModule.of(parts.providers));
  const app = await NestFactory.create(root, parts.adapter, {
    logger: new NestLogger(options.logger),
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(parts.problems));
  app.useGlobalGuards(...guardsOf(options, parts.trail));
  app.useGlobalPipes(new RequestValidationPipe());
  serializeDeclared(app);
  boundTimes(app.getHttpServer());
  boundUnread(app.getHttpServer());
  refuseUnparsed(app.getHttpServer());
  believeProxies(app.getHttpServer(), parts.proxies);
  return app;
}

/** Strangers are counted before their token is looked at, callers after, and only whoever is let in is listened to. */
function guardsOf({ access, rateLimiter }: HttpAppOptions, trail: RouteTrail) {
  const guard = new AccessGuard(access, trail);
  const body = new BodyGuard();
  if (rateLimiter === undefined) return [guard, body];
  return [new RateLimitGuard(rateLimiter, 'strangers'), guard, new RateLimitGuard(rateLimiter, 'callers'), body];
}
