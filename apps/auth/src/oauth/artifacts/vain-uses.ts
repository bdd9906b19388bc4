import { setTimeout as pause } from 'node:timers/promises';
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';
import type { ArtifactStore } from './artifact-store.js';

/** A code, device code or refresh token that a request uses. */
export interface Use {
  readonly model: string;
  readonly id: string;
  readonly at: Date;
  /** The store has said so. Otherwise it may still do it: it was asked, and has not answered. */
  made: boolean;
}

/** The answer waits no longer than this for what is better done before the client comes again. */
const ANSWER_MILLISECONDS = 200;

/** About as long as a code lives, the sooner the more often, as the client comes again in seconds. */
const PAUSES_MILLISECONDS = [100, 300, 500, 1_000, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000];

/**
 * Uses that came to nothing: a code was used up, and then a store went away before there were tokens. They are taken back,
 * so that whoever comes again after a 503 is not taken for a thief. What was answered stays used.
 */
export class VainUses {
  private readonly ofRequest = new WeakMap<object, Use[]>();
  private readonly waiting = new Map<string, Use>();

  constructor(private readonly artifacts: Pick<ArtifactStore, 'release'>) {}

  /** Before the store is asked, since no answer does not mean that it was not done. */
  begin(model: string, id: string, at: Date): Use {
    const use: Use = { model, id, at, made: false };
    const { ctx } = Provider;
    if (ctx !== undefined) this.ofRequest.set(ctx, [...(this.ofRequest.get(ctx) ?? []), use]);
    return use;
  }

  /** Outermost, where the status is what the client will see. */
  async after(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    if (ctx.status < 500) return;
    for (const use of this.ofRequest.get(ctx) ?? []) await this.takeBack(use);
  }

  /** Before anybody looks whether it was used. Throws where the store is still away. */
  async settle(model: string, id: string): Promise<void> {
    const use = this.waiting.get(keyOf({ model, id }));
    if (use !== undefined) await this.release(use);
  }

  /** Resolves soon, and goes on trying where the store is still away. */
  async takeBack(use: Use): Promise<void> {
    this.waiting.set(keyOf(use), use);
    await Promise.race([this.keepTrying(use), pause(ANSWER_MILLISECONDS, undefined, { ref: false })]);
  }

  private async keepTrying(use: Use): Promise<void> {
    for (const milliseconds of PAUSES_MILLISECONDS) {
      await this.release(use).catch(() => undefined);
      if (this.waiting.get(keyOf(use)) !== use) return;
      await pause(milliseconds, undefined, { ref: false });
    }
    this.waiting.delete(keyOf(use));
  }

  /** Of a use that was never confirmed there may be nothing to take back yet. */
  private async release(use: Use): Promise<void> {
    const released = await this.artifacts.release(use.model, use.id, use.at);
    if ((released || use.made) && this.waiting.get(keyOf(use)) === use) this.waiting.delete(keyOf(use));
  }
}

function keyOf({ model, id }: Pick<Use, 'model' | 'id'>): string {
  return `${model} ${id}`;
}
