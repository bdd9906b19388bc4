export interface Beat {
  readonly status: 'active' | 'busy';
  readonly current_tasks: readonly string[];
  readonly timestamp: string;
}

/** Says now and then that we are alive, and what we work on. */
export class Heartbeat {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly send: (beat: Beat) => unknown) {}

  get running(): boolean {
    return this.timer !== undefined;
  }

  start(everySeconds: number, tasks: () => readonly string[]): void {
    this.stop();
    this.timer = setInterval(() => this.beat(tasks()), everySeconds * 1000);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private beat(tasks: readonly string[]): void {
    const status = tasks.length === 0 ? 'active' : 'busy';
    this.send({ status, current_tasks: tasks, timestamp: new Date().toISOString() });
  }
}
