import type { ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { currentContext, rateLimitKey, RateLimiter, setRateLimitHeaders } from '@caregate/kit-http';
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';

const LIMIT = 'break-glass';

/**
 * Counts who tries to break the glass. A guard would refuse before anything is recorded; here the one try too many is on
 * the trail like every other, as each tells whether somebody has a number.
 */
@Injectable()
export class GlassTries implements NestInterceptor {
  constructor(@Inject(RateLimiter) private readonly limiter: Pick<RateLimiter, 'consume' | 'limitOf'>) {}

  async intercept(execution: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const key = rateLimitKey(this.limiter.limitOf(LIMIT).by, currentContext());
    const allowance = await this.limiter.consume(LIMIT, key);
    setRateLimitHeaders(execution.switchToHttp().getResponse<ServerResponse>(), allowance, new Date());
    if (allowance.exceeded) throw new DomainError('request.too_many', { detail: { limit: LIMIT } });
    return next.handle();
  }
}
