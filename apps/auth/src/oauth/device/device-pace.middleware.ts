import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Clock } from '../../clock.js';
import type { ArtifactStore } from '../artifacts/artifact-store.js';

/**
 * RFC 8628 §3.5: a device that asks again before its time is told `slow_down`, which the library never says. Only one that
 * still waits: who has been answered gets the answer, however soon it asks.
 */
export class DevicePace {
  constructor(
    private readonly artifacts: Pick<ArtifactStore, 'pollDevice'>,
    private readonly clock: Clock,
  ) {}

  async after(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    const code = ctx.oidc?.params?.['device_code'];
    if (!isPending(ctx.body) || typeof code !== 'string') return;
    if (await this.artifacts.pollDevice(code, this.clock())) return;
    const { error, error_description } = new errors.SlowDown();
    ctx.body = { error, error_description };
  }
}

function isPending(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'error' in body && body.error === 'authorization_pending';
}
