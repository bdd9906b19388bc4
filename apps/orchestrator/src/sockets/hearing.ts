import { EventEmitter } from 'node:events';

/** Whether what happens in other processes is heard in this one, and for how long. */
export class Hearing extends EventEmitter<{ begun: [] }> {
  private since = Number.POSITIVE_INFINITY;

  begin(): void {
    this.since = performance.now();
    this.emit('begun');
  }

  lose(): void {
    this.since = Number.POSITIVE_INFINITY;
  }

  lasts(milliseconds = 0): boolean {
    return performance.now() - this.since >= milliseconds;
  }
}
