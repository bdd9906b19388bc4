import type { ServerPayload, SocketAnswer } from '@caregate/core-contracts';
import { io, type Socket } from 'socket.io-client';
import { Heartbeat } from './heartbeat.js';
import { isPassing } from './is-passing.js';
import { TaskRun } from './task-run.js';
import type { AgentLogger, AgentOptions } from './agent-options.js';
import { TaskRefused } from './task-refused.error.js';

type Delegation = ServerPayload<'task:delegate'>;

const SILENT: AgentLogger = { info: () => undefined, warn: () => undefined };
/** How long the orchestrator may take to answer an event before it is sent again. */
const ANSWER_MILLISECONDS = 10_000;

/**
 * An agent at work: connects, takes the tasks that it is given, and delivers their results. When the connection is lost
 * it goes on working, comes back, says what it still works on, and delivers then.
 */
export class AgentRuntime {
  private readonly socket: Socket;
  private readonly runs = new Map<string, TaskRun>();
  private readonly heartbeat: Heartbeat;
  private readonly logger: AgentLogger;
  private readonly answerMilliseconds: number;
  private stopping = false;
  private coming: NodeJS.Timeout | undefined;

  constructor(private readonly options: AgentOptions) {
    const { url, token, logger = SILENT, answerMilliseconds = ANSWER_MILLISECONDS } = options;
    this.logger = logger;
    this.answerMilliseconds = answerMilliseconds;
    this.socket = io(url, {
      transports: ['websocket'],
      auth: { token },
      autoConnect: false,
      reconnectionDelay: 200,
      reconnectionDelayMax: 2_000,
    });
    this.heartbeat = new Heartbeat((beat) => this.socket.connected && this.socket.emit('heartbeat', beat));
    this.listen();
  }

  /** Whether the orchestrator knows that we are here. */
  get connected(): boolean {
    return this.socket.connected && this.heartbeat.running;
  }

  get tasks(): number {
    return this.runs.size;
  }

  start(): void {
    this.socket.connect();
  }

  /** Takes no more tasks; those in hand are finished, or given up after a while. */
  async stop(milliseconds = 5_000): Promise<void> {
    this.stopping = true;
    clearTimeout(this.coming);
    const patience = AbortSignal.timeout(milliseconds);
    const given = new Promise<void>((resolve) => patience.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([Promise.allSettled([...this.runs.values()].map(({ delivered }) => delivered)), given]);
    this.heartbeat.stop();
    this.socket.disconnect();
    for (const taskId of this.runs.keys()) this.drop(taskId);
  }

  private listen(): void {
    this.socket.on('connect', () => void this.register());
    this.socket.on('disconnect', (reason) => this.lost(reason));
    this.socket.on('connect_error', (error) => this.turnedAway(error));
    this.socket.on('agent:registered', (payload: ServerPayload<'agent:registered'>) => this.registered(payload));
    this.socket.on('task:delegate', (task: Delegation, answer?: () => void) => this.take(task, answer));
    this.socket.on('task:cancelled', ({ taskId }: ServerPayload<'task:cancelled'>) => this.drop(taskId));
    this.socket.on('connection:closing', (why: ServerPayload<'connection:closing'>) =>
      this.logger.warn({ code: why.code }, 'the orchestrator hangs up'),
    );
  }

  private async register(): Promise<void> {
    const { agentId } = this.options;
    const running = [...this.runs.values()].map(({ taskId, attemptToken }) => ({ taskId, attemptToken }));
    const { socket } = this;
    const connection = socket.id;
    const answer = await this.ask('agent:register', { agentId, running }).catch(() => undefined);
    // A connection that was lost meanwhile is followed by another, which registers for itself.
    if (answer?.ok === true || socket.id !== connection) return;
    const code = answer?.error.code ?? 'service.timeout';
    this.logger.warn({ code }, 'the orchestrator does not take us on');
    socket.disconnect();
    this.comeAgain(answer?.error.retryAfterSeconds);
  }

  /** Socket.IO comes back by itself when nobody answered, but not when it was refused at the door. */
  private turnedAway(error: Error & { data?: { code?: string; retryAfterSeconds?: number } }): void {
    this.logger.warn({ cause: error.message }, 'no connection yet');
    if (!this.socket.active && isPassing(error.data?.code ?? '')) this.comeAgain(error.data?.retryAfterSeconds);
  }

  /** While nothing else is open, this is what keeps the process of an agent alive. */
  private comeAgain(seconds = this.answerMilliseconds / 2_000): void {
    if (this.stopping) return;
    clearTimeout(this.coming);
    this.coming = setTimeout(() => this.socket.connect(), seconds * 1_000);
  }

  private registered({ agentId, heartbeatSeconds, abandoned }: ServerPayload<'agent:registered'>): void {
    if (agentId !== this.options.agentId) return;
    for (const taskId of abandoned) this.drop(taskId);
    this.heartbeat.start(heartbeatSeconds, () => [...this.runs.keys()]);
    for (const run of this.runs.values()) run.tryAgain();
    this.logger.info({ agentId, tasks: this.runs.size }, 'at work');
  }

  private lost(reason: string): void {
    this.heartbeat.stop();
    if (this.stopping) return;
    this.logger.warn({ cause: reason }, 'the connection is lost');
    // Socket.IO comes back by itself, except when it was the server that hung up.
    if (reason === 'io server disconnect') this.comeAgain(0.2);
  }

  private take(task: Delegation, answer?: () => void): void {
    answer?.();
    if (this.runs.get(task.taskId)?.attemptToken === task.attemptToken) return;
    this.drop(task.taskId);
    const run = new TaskRun(task, {
      work: this.options.handlers[task.taskType],
      deliver: (event, payload) => this.ask(event, payload),
      report: (payload) => void this.socket.volatile.emit('progress:update', payload),
    });
    this.runs.set(task.taskId, run);
    void run.delivered
      .catch((error: unknown) => {
        const code = error instanceof TaskRefused ? error.code : 'unknown';
        this.logger.warn({ taskId: task.taskId, code }, 'a result was not taken');
      })
      .finally(() => {
        if (this.runs.get(task.taskId) === run) this.runs.delete(task.taskId);
      });
  }

  private drop(taskId: string): void {
    this.runs.get(taskId)?.cancel();
    this.runs.delete(taskId);
  }

  private async ask(event: string, payload: object): Promise<SocketAnswer> {
    const answer: SocketAnswer = await this.socket.timeout(this.answerMilliseconds).emitWithAck(event, payload);
    return answer;
  }
}
