import type { Provider } from '@nestjs/common';
import { ClosedDoors } from '../access/closed-doors.js';
import { RouteList } from '../access/route-list.js';
import { RouteTrail } from '../access/route-trail.js';
import { AddressRanges } from '../context/address-ranges.js';
import { HealthRegistry } from '../health/health.registry.js';
import { Probes } from '../health/probes.js';
import { ServiceState } from '../lifecycle/service-state.js';
import { LOGGER } from '../logging/logger.token.js';
import { Metrics } from '../metrics/metrics.js';
import { RequestMetrics } from '../metrics/request-metrics.js';
import { Scrape } from '../metrics/scrape.js';
import { ProblemAnswer } from '../problem/problem-answer.js';
import type { HttpAdapter, HttpAdapterOptions } from './http-adapter.js';
import type { HttpAppOptions } from './http-app-options.js';
import { RequestObserver } from './request-observer.js';
import { securityHeaders } from './security-headers.js';

const MEBIBYTE = 1024 * 1024;

/** Everything that stands around the app, made before it. */
export async function httpParts(options: HttpAppOptions) {
  const { bearer, bodyBytesMax = MEBIBYTE, contentSecurityPolicy, logger } = options;
  const { problemPage: page, errorShape: shape } = options;
  const state = new ServiceState();
  const metrics = options.metrics ?? new Metrics(options);
  const requestMetrics = new RequestMetrics(metrics, () => state.openRequests);
  const proxies = new AddressRanges(options.trustedProxies ?? []);
  const headers = securityHeaders(contentSecurityPolicy);
  const observer = new RequestObserver({ logger, metrics: requestMetrics, state, proxies, headers });
  const problems = new ProblemAnswer({ logger, metrics: requestMetrics, bearer, page, shape });
  const { adapter, routes } = await frameworkOf(options.adapter, { observer, problems, proxies, bodyBytesMax });
  const list = new RouteList(routes);
  const trail = new RouteTrail(options.audit, options.service);
  const providers = [
    ...providersOf(options, state, metrics),
    ...doorsOf(options, state, list),
    { provide: RouteTrail, useValue: trail },
  ];
  return { adapter, problems, proxies, trail, providers };
}

/** Only the framework in use is loaded: the other would cost every process some ten megabytes. */
async function frameworkOf(name: HttpAppOptions['adapter'], options: HttpAdapterOptions): Promise<HttpAdapter> {
  if (name === 'fastify') return (await import('./fastify.adapter.js')).fastifyAdapter(options);
  return (await import('./express.adapter.js')).expressAdapter(options);
}

function providersOf(options: HttpAppOptions, state: ServiceState, metrics: Metrics): Provider[] {
  const health = options.health ?? new HealthRegistry(options);
  return [
    { provide: LOGGER, useValue: options.logger },
    { provide: ServiceState, useValue: state },
    { provide: HealthRegistry, useValue: health },
    { provide: Metrics, useValue: metrics },
    { provide: Probes, useValue: new Probes(health, state) },
    { provide: Scrape, useValue: new Scrape(metrics, options.metricsExposure ?? 'internal') },
  ];
}

function doorsOf(
  { access, audit, logger, rateLimiter: limiter }: HttpAppOptions,
  state: ServiceState,
  routes: RouteList,
): Provider[] {
  const canDecide = access !== undefined;
  const canRecord = audit !== undefined;
  return [
    { provide: RouteList, useValue: routes },
    { provide: ClosedDoors, useValue: new ClosedDoors({ routes, state, logger, canDecide, canRecord, limiter }) },
  ];
}
