import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@caregate/core-errors';
import type { Clock } from '../clock.js';
import type { ArtifactStore } from '../oauth/artifacts/artifact-store.js';
import type { VainUses } from '../oauth/artifacts/vain-uses.js';

const MODEL = 'Interaction';

/** Longer than an answer takes to be written down. */
const ANSWER_MILLISECONDS_MAX = 3_000;
const LOOK_MILLISECONDS = 50;

/** A page may be answered twice, at once even, as by a double click: the first answer stands. */
export class FirstAnswer {
  constructor(
    private readonly artifacts: Pick<ArtifactStore, 'consume' | 'find' | 'release'>,
    private readonly uses: Pick<VainUses, 'takeBack'>,
    private readonly clock: Clock,
  ) {}

  /** `false` when another answer stands: whoever gave this one goes where that one leads. */
  async to(uid: string, answer: () => Promise<void>): Promise<boolean> {
    let begunAt: Date | undefined;
    let deadline = Number.POSITIVE_INFINITY;
    while (!(await this.isGiven(uid, answer))) {
      const waiting = await this.artifacts.find(MODEL, uid);
      if (waiting === undefined) throw new DomainError('oauth.interaction.expired');
      const { consumedAt, payload } = waiting;
      if (payload['result'] !== undefined) return false;
      const isAnother = consumedAt?.getTime() !== begunAt?.getTime();
      if (isAnother) [begunAt, deadline] = [consumedAt, performance.now() + ANSWER_MILLISECONDS_MAX];
      // Whoever has begun to answer and is not done by now has died over it.
      else if (begunAt && performance.now() > deadline) await this.artifacts.release(MODEL, uid, begunAt);
      await pause(LOOK_MILLISECONDS);
    }
    return true;
  }

  /** What fails halfway was no answer: the person may give one again. */
  private async isGiven(uid: string, answer: () => Promise<void>): Promise<boolean> {
    const at = this.clock();
    if (!(await this.artifacts.consume(MODEL, uid, at))) return false;
    try {
      await answer();
      return true;
    } catch (error) {
      await this.uses.takeBack({ model: MODEL, id: uid, at, made: true });
      throw error;
    }
  }
}
