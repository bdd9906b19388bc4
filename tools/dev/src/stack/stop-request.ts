import { watchAncestors } from './ancestors.js';
import type { Progress } from './words/progress.js';
import { StartRefused } from './words/start-refused.error.js';

const UNDO_MILLISECONDS_MAX = 8_000;

/**
 * Ctrl-C, a polite kill, a closed terminal, or the death of the npm that started us: all end the whole stack in order.
 * A second Ctrl-C, or a step that takes too long to be undone, ends us at once, and everything we started follows.
 */
export class StopRequest {
  static readonly stoppedEarly = {
    sentence: 'Stopped before it was ready.',
    wayOut: 'npm start goes on where it was.',
  };

  requested = false;
  private act: (() => void) | undefined;

  constructor() {
    process.on('SIGINT', () => (this.requested ? process.exit(130) : this.request()));
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.request());
    watchAncestors(() => this.request());
  }

  /** A stop during the start takes effect before the next step; what is running by then is undone. */
  between(progress: Progress): Progress {
    const { sentence, wayOut } = StopRequest.stoppedEarly;
    return {
      step: (title, work) => {
        if (this.requested) throw new StartRefused(sentence, wayOut);
        return progress.step(title, work);
      },
    };
  }

  onRequest(act: () => void): void {
    this.act = act;
    if (this.requested) act();
  }

  private request(): void {
    if (this.requested) return;
    this.requested = true;
    if (this.act !== undefined) return this.act();
    process.stdout.write('\nStopping …\n');
    setTimeout(() => this.endAtOnce(), UNDO_MILLISECONDS_MAX).unref();
  }

  private endAtOnce(): never {
    const { sentence, wayOut } = StopRequest.stoppedEarly;
    process.stderr.write(`\n${sentence}\n→ ${wayOut}\n`);
    return process.exit(130);
  }
}
