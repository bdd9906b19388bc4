import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from '../error-code.js';

const LOOK_MILLISECONDS = 25;

/** The process that leads it, and all that it has started and that did not leave the group. */
export class ProcessGroup {
  constructor(readonly id: number) {}

  get isAlive(): boolean {
    return this.signal(0);
  }

  /** Asks it to end, waits, and ends it. */
  async end(graceMilliseconds: number): Promise<void> {
    this.signal('SIGTERM');
    if (await this.isGoneWithin(graceMilliseconds)) return;
    this.signal('SIGKILL');
    await this.isGoneWithin(graceMilliseconds);
  }

  async isGoneWithin(milliseconds: number): Promise<boolean> {
    const until = performance.now() + milliseconds;
    while (this.isAlive && performance.now() < until) await pause(LOOK_MILLISECONDS);
    return !this.isAlive;
  }

  /** False when there is no such group any more (kill(2), ESRCH). */
  private signal(signal: NodeJS.Signals | 0): boolean {
    try {
      return process.kill(-this.id, signal);
    } catch (error) {
      if (errorCode(error) === 'ESRCH') return false;
      throw error;
    }
  }
}
