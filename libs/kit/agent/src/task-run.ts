import type { ServerPayload, SocketAnswer } from '@caregate/core-contracts';
import type { TaskContext, TaskHandler } from './agent-options.js';
import { isPassing } from './is-passing.js';
import { NotRetryable } from './not-retryable.error.js';
import { TaskRefused } from './task-refused.error.js';

type Delegation = ServerPayload<'task:delegate'>;

export interface TaskRunParts {
  readonly work: TaskHandler | undefined;
  readonly deliver: (event: 'task:complete' | 'task:failed', payload: object) => Promise<SocketAnswer>;
  readonly report: (payload: object) => void;
}

const AGAIN_SECONDS = 2;

/** One attempt at one task, until its result is in the orchestrator's hands. */
export class TaskRun {
  readonly taskId: string;
  readonly attemptToken: string;
  /** Settles when the outcome was taken, refused, or is wanted no more. */
  readonly delivered: Promise<void>;
  private readonly aborting = new AbortController();
  private wake: () => void = () => undefined;

  constructor(
    private readonly task: Delegation,
    private readonly parts: TaskRunParts,
  ) {
    this.taskId = task.taskId;
    this.attemptToken = task.attemptToken;
    this.delivered = this.run();
  }

  cancel(): void {
    this.aborting.abort();
    this.wake();
  }

  /** The connection is back. */
  tryAgain(): void {
    this.wake();
  }

  private async run(): Promise<void> {
    const { event, payload } = await this.outcome();
    while (!this.aborting.signal.aborted) {
      // No answer: the connection was lost, so the result is offered again; it is taken once at most.
      const answer = await this.parts.deliver(event, payload).catch(() => undefined);
      if (answer?.ok === true) return;
      if (answer !== undefined && !isPassing(answer.error.code)) throw new TaskRefused(answer.error.code);
      await this.pause(answer?.error.retryAfterSeconds);
    }
  }

  private async outcome(): Promise<{ event: 'task:complete' | 'task:failed'; payload: object }> {
    const { taskId, attemptToken } = this;
    const { taskType, parameters } = this.task;
    try {
      if (this.parts.work === undefined) throw new NotRetryable(`This agent does no ${taskType}.`);
      const result = await this.parts.work(parameters, this.context());
      return { event: 'task:complete', payload: { taskId, attemptToken, result: result ?? null } };
    } catch (error) {
      const retryable = !(error instanceof NotRetryable);
      // Only errors that were made for others to read say more than their kind: words may quote the text at hand.
      const words = error instanceof NotRetryable ? error.message : `The agent failed (${nameOf(error)}).`;
      return { event: 'task:failed', payload: { taskId, attemptToken, error: words, ...codeOf(error), retryable } };
    }
  }

  private context(): TaskContext {
    const { taskId, attemptToken } = this;
    const { taskType, attempt, deadline } = this.task;
    return {
      taskId,
      taskType,
      attempt,
      deadline: deadline === undefined ? undefined : new Date(deadline),
      signal: this.aborting.signal,
      progress: (fraction, message) => {
        const progress = Math.min(1, Math.max(0, fraction));
        this.parts.report({ taskId, attemptToken, progress, ...(message !== undefined && { message }) });
      },
    };
  }

  private async pause(seconds = AGAIN_SECONDS): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1_000);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Names of errors are code, never data; the orchestrator may know after which another try helps. */
function codeOf(error: unknown): { errorCode?: string } {
  const name = nameOf(error);
  return /^[A-Za-z][\w.-]{0,99}$/u.test(name) ? { errorCode: name } : {};
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
