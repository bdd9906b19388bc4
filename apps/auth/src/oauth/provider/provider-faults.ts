import { foreseen } from '@caregate/kit-http';
import type { KoaContextWithOIDC } from 'oidc-provider';

/** Whatever is away is looked for again about this often. */
const RETRY_AFTER_SECONDS = 2;

/**
 * With a store away, the same request may work shortly: clients try again after a 503 that says when (RFC 9110 §15.6.4),
 * and give up after a 500.
 */
export const providerFaults = {
  /** Outermost: what is thrown beside the library's own handler, such as by the trail. */
  async around(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    try {
      await next();
    } catch (error) {
      if (!isAway(error)) throw error;
      tellAway(ctx);
    }
  },

  /** After the library has answered `server_error`, or that nobody knows the client whose document is away. */
  correct(ctx: KoaContextWithOIDC, error: unknown): void {
    if (isAway(error)) tellAway(ctx);
  },
};

function isAway(error: unknown): boolean {
  if (foreseen(error).kind === 'unavailable') return true;
  return error instanceof Error && error.cause !== undefined && isAway(error.cause);
}

function tellAway(ctx: KoaContextWithOIDC): void {
  ctx.status = 503;
  ctx.set('retry-after', String(RETRY_AFTER_SECONDS));
  // A person has a page already, which says no more than that it did not work.
  if (ctx.type === 'text/html') return;
  ctx.body = {
    error: 'temporarily_unavailable',
    error_description: 'the server cannot answer at the moment; try again',
  };
}
