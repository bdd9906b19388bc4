import type { Problem } from '@caregate/core-contracts';
import type { DomainError } from '@caregate/core-errors';
import type { Door } from '../access/access.guard.js';
import type { AuditRecorder } from '../access/ports.js';
import type { HealthRegistry } from '../health/health.registry.js';
import type { Logger } from '../logging/logger.js';
import type { Metrics } from '../metrics/metrics.js';
import type { MetricsExposure } from '../metrics/scrape.js';
import type { BearerOptions } from '../problem/bearer-challenge.js';
import type { RateLimiter } from '../rate-limit/rate-limiter.js';
import type { ContentSecurityPolicy } from './security-headers.js';

export interface HttpAppOptions {
  readonly adapter: 'fastify' | 'express';
  readonly service: string;
  readonly version: string;
  readonly logger: Logger;
  /** Needed as soon as a route `@Requires` something. */
  readonly access?: Door;
  /** Needed as soon as a route is not public, or is `@Audited`. */
  readonly audit?: AuditRecorder;
  /** What the challenges of refusals name (RFC 6750 §3, RFC 9728 §5.1). */
  readonly bearer?: BearerOptions;
  /** Addresses and CIDR ranges of the proxies whose `X-Forwarded-*` are believed; nobody's, unless given. */
  readonly trustedProxies?: readonly string[];
  readonly rateLimiter?: RateLimiter;
  /** Ones that other kits already hold; own ones are made otherwise, and can be injected. */
  readonly health?: HealthRegistry;
  readonly metrics?: Metrics;
  readonly metricsExposure?: MetricsExposure;
  readonly bodyBytesMax?: number;
  /** Directives that replace those of the strict policy. */
  readonly contentSecurityPolicy?: ContentSecurityPolicy;
  /** HTML of a problem for browsers; it must escape what it shows. */
  readonly problemPage?: (problem: Problem) => string;
  /** The shape of errors that callers of an older interface read, in place of a problem. */
  readonly errorShape?: (error: DomainError, requestId: string) => object;
}
