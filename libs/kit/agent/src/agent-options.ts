export interface AgentLogger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

/** What a handler learns of its task. */
export interface TaskContext {
  readonly taskId: string;
  readonly taskType: string;
  readonly attempt: number;
  readonly deadline: Date | undefined;
  /** Aborted when the task was cancelled or given to another: the result would not be taken. */
  readonly signal: AbortSignal;
  /** Between 0 and 1; the words must not name a person. */
  progress(fraction: number, message?: string): void;
}

/** Does one kind of task. What it returns is the result; what it throws is tried again, unless it is `NotRetryable`. */
export type TaskHandler = (parameters: Readonly<Record<string, unknown>>, context: TaskContext) => unknown;

export interface AgentOptions {
  /** Of the orchestrator's WebSocket port. */
  readonly url: string;
  readonly agentId: string;
  /** From the registration. */
  readonly token: string;
  /** By the kind of task; the names are the agent's capabilities. */
  readonly handlers: Readonly<Record<string, TaskHandler>>;
  readonly logger?: AgentLogger;
  /** How long the orchestrator may take to answer before it is asked again. */
  readonly answerMilliseconds?: number;
}
