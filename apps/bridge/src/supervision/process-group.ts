import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from '../error-code.js';
import { markedProcesses } from './marked-processes.js';

const LOOK_MILLISECONDS = 25;

/**
 * The process that leads it, and all that it has started: what is in the group, and what left it but still carries the
 * variable that the leader was started with, as browsers and terminals that a server starts do.
 */
export class ProcessGroup {
  constructor(
    readonly id: number,
    private readonly mark: string,
  ) {}

  /** Asks it to end, waits, and ends it. */
  async end(graceMilliseconds: number): Promise<void> {
    await this.signal('SIGTERM');
    if (await this.isGoneWithin(graceMilliseconds)) return;
    await this.signal('SIGKILL');
    await this.isGoneWithin(graceMilliseconds);
  }

  async isGoneWithin(milliseconds: number): Promise<boolean> {
    const until = performance.now() + milliseconds;
    while (await this.isAlive()) {
      if (performance.now() > until) return false;
      await pause(LOOK_MILLISECONDS);
    }
    return true;
  }

  private async isAlive(): Promise<boolean> {
    return sent(-this.id, 0) || (await this.strays()).length > 0;
  }

  private async signal(signal: NodeJS.Signals): Promise<void> {
    const strays = await this.strays();
    sent(-this.id, signal);
    for (const id of strays) sent(id, signal);
  }

  private async strays(): Promise<readonly number[]> {
    const marked = await markedProcesses();
    return marked.filter(({ group, mark }) => group !== this.id && mark === this.mark).map(({ id }) => id);
  }
}

/** False when there is no such process or group any more (kill(2), ESRCH). */
function sent(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, signal);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
    throw error;
  }
}
