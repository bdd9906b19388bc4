import type { News } from '../work/work.js';

/** Enough for what is told within the time that news may be late. */
const TASKS_MAX = 10_000;

/**
 * What this process has told of tasks. An agent that is connected here may have ended its task before another process,
 * which gave it the task, has brought us word of that: whoever watches hears of nothing after the end.
 */
export class ToldTasks {
  private readonly steps = new Map<string, number>();

  constructor(private readonly tasksMax = TASKS_MAX) {}

  /** Whether later news of the same task has been told already. */
  isLate({ moment }: Pick<News, 'moment'>): boolean {
    if (moment === undefined) return false;
    const { taskId, step } = moment;
    const before = this.steps.get(taskId);
    if (before !== undefined && before > step) return true;
    this.steps.delete(taskId);
    this.steps.set(taskId, step);
    this.forget();
    return false;
  }

  private forget(): void {
    if (this.steps.size <= this.tasksMax) return;
    const [oldest] = this.steps.keys();
    if (oldest !== undefined) this.steps.delete(oldest);
  }
}
