export type { Door } from './access/access.guard.js';
export { Audited } from './access/audited.decorator.js';
export { bearerToken } from './access/bearer-token.js';
export { CurrentCaller } from './access/current-caller.decorator.js';
export type { AccessDecider, AuditRecorder, TokenChecker } from './access/ports.js';
export { Public } from './access/public.decorator.js';
export { Requires } from './access/requires.decorator.js';
export type { RouteAccess, RouteAudit, RouteDeclaration } from './access/route-declaration.js';
export { routeTable, type RouteRow } from './access/route-table.js';
export { AddressRanges } from './context/address-ranges.js';
export { clientAddress } from './context/client-address.js';
export { senderAddress } from './context/sender-address.js';
export { currentContext, findContext, runInContext, type RequestContext } from './context/request-context.js';
export { checkClock } from './health/clock-check.js';
export {
  HealthRegistry,
  type CheckHealth,
  type CheckOptions,
  type HealthCheck,
  type HealthRegistryOptions,
} from './health/health.registry.js';
export { leaveHttpApp } from './lifecycle/leave-http-app.js';
export { runApp, type RunAppOptions } from './lifecycle/run-app.js';
export { ServiceState, type StopListener } from './lifecycle/service-state.js';
export { stopHttpApp, type StopOptions } from './lifecycle/stop-http-app.js';
export { createLogger, type Logger, type LoggerOptions, type LogLevel } from './logging/logger.js';
export { LOGGER } from './logging/logger.token.js';
export { NestLogger } from './logging/nest-logger.js';
export { Metrics, type MetricOptions, type MetricsOptions } from './metrics/metrics.js';
export type { MetricsExposure } from './metrics/scrape.js';
export { bearerChallenge, type BearerOptions } from './problem/bearer-challenge.js';
export { foreseen } from './problem/foreseen.js';
export { httpStatusOf } from './problem/http-status.js';
export { problemOf } from './problem/problem-of.js';
export { RequestInvalid, type RequestIssue } from './problem/request-invalid.js';
export { statusOfKind } from './problem/status-of-kind.js';
export { Limited } from './rate-limit/limited.decorator.js';
export { openRedis } from './rate-limit/open-redis.js';
export { rateLimitKey } from './rate-limit/rate-limit-key.js';
export { setRateLimitHeaders } from './rate-limit/rate-limit-headers.js';
export { RateLimiter, type Allowance, type Limit, type RateLimiterOptions } from './rate-limit/rate-limiter.js';
export { createHttpApp } from './server/create-http-app.js';
export type { HttpAppOptions } from './server/http-app-options.js';
export { mountHandler, type Mount } from './server/mount-handler.js';
export { portOf } from './server/port-of.js';
export { readBytes } from './server/read-bytes.js';
export { securityHeaders } from './server/security-headers.js';
export { nestsTooDeep } from './validation/nests-too-deep.js';
