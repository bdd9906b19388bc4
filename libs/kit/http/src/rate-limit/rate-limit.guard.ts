import type { ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { declarationOf } from '../access/route-declaration.js';
import { currentContext } from '../context/request-context.js';
import { rawResponse, type AnyResponse } from '../server/raw.js';
import { setRateLimitHeaders } from './rate-limit-headers.js';
import { rateLimitKey } from './rate-limit-key.js';
import type { RateLimiter } from './rate-limiter.js';

/**
 * Stands twice before a handler: `strangers` counts by address before any token is looked at, so that guessing tokens
 * is limited too; `callers` counts by client or user once these are known.
 */
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly counts: 'strangers' | 'callers',
  ) {}

  canActivate(execution: ExecutionContext): boolean | Promise<boolean> {
    const { limits = this.limiter.everywhere } = declarationOf(execution.getHandler());
    const mine = limits.filter(
      (name) => (this.limiter.limitOf(name).by === 'address') === (this.counts === 'strangers'),
    );
    if (mine.length === 0) return true;
    return this.consume(mine, rawResponse(execution.switchToHttp().getResponse<AnyResponse>()));
  }

  private async consume(names: readonly string[], response: ServerResponse): Promise<boolean> {
    const context = currentContext();
    for (const name of names) {
      const allowance = await this.limiter.consume(name, rateLimitKey(this.limiter.limitOf(name).by, context));
      setRateLimitHeaders(response, allowance, new Date());
      if (allowance.exceeded) throw new DomainError('request.too_many', { detail: { limit: name } });
    }
    return true;
  }
}
