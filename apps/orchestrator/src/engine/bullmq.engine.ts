import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Queue, Worker } from 'bullmq';
import { groupBy } from '../group-by.js';
import type { HeldTicket, TaskEngine, Ticket } from './task-engine.port.js';

type TicketQueue = Pick<Queue, 'addBulk' | 'remove' | 'getJobCounts' | 'close'>;
type TicketWorker = Pick<Worker, 'getNextJob' | 'startStalledCheckTimer' | 'waitUntilReady' | 'close'>;

/** What of BullMQ differs between PostgreSQL and Redis. */
export interface BullBackend {
  queue(name: string): TicketQueue;
  worker(name: string): TicketWorker;
  close(): Promise<void>;
}

const PRIORITY_MAX = 10;
/** How long what has begun may take to end when the engine closes. */
const PATIENCE_MILLISECONDS = 2_000;
const SILENT = 'The queue does not answer.';

/** Tickets in BullMQ. Its retries, results and history are not used: those are rows of ours. */
export class BullEngine implements TaskEngine {
  private readonly queues = new Map<string, TicketQueue>();
  private readonly workers = new Map<string, Promise<TicketWorker>>();
  private readonly token = randomUUID();
  private readonly closed = new AbortController();
  private readonly begun = new Set<Promise<unknown>>();
  /** Queues that owe an answer for longer than anybody waits. */
  private readonly silent = new Set<string>();
  private closing: Promise<void> | undefined;

  constructor(
    private readonly backend: BullBackend,
    private readonly answerMilliseconds = 5_000,
  ) {
    // As many wait as there are lanes.
    setMaxListeners(0, this.closed.signal);
  }

  async add(tickets: readonly Ticket[]): Promise<void> {
    const byQueue = groupBy(tickets, ({ queue }) => queue);
    await Promise.all(
      [...byQueue].map(([name, those]) => this.write(name, (queue) => queue.addBulk(those.map(jobOf)))),
    );
  }

  async remove(tickets: readonly Pick<Ticket, 'taskId' | 'attempt' | 'queue'>[]): Promise<void> {
    await Promise.all(
      tickets.flatMap((ticket) =>
        [jobIdOf(ticket), laterIdOf(ticket)].map((id) => this.write(ticket.queue, (queue) => queue.remove(id))),
      ),
    );
  }

  async take(queue: string, { wait } = { wait: false }): Promise<HeldTicket | undefined> {
    if (this.closing !== undefined) return undefined;
    const job = await this.unlessClosed(this.nextJob(queue, wait));
    if (job === undefined) return undefined;
    const { taskId, attempt } = job.data as Pick<Ticket, 'taskId' | 'attempt'>;
    return {
      taskId,
      attempt,
      done: async () => void (await this.finish(job.moveToCompleted(null, this.token, false))),
    };
  }

  async waiting(queue: string): Promise<number> {
    const counts = await this.queueOf(queue).getJobCounts('waiting', 'prioritized', 'delayed');
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    this.closed.abort();
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS).unref());
    await Promise.race([Promise.allSettled(this.begun), patience]);
    const workers = await Promise.allSettled(this.workers.values());
    await Promise.allSettled(workers.map((worker) => worker.status === 'fulfilled' && worker.value.close(true)));
    await Promise.allSettled([...this.queues.values()].map((queue) => queue.close()));
    await this.backend.close();
  }

  private async nextJob(queue: string, block: boolean) {
    const worker = await this.workerOf(queue);
    return worker.getNextJob(this.token, { block });
  }

  /**
   * After its worker is closed, BullMQ may leave a promise pending for ever. A ticket that is taken in the same moment
   * comes back, as that of anybody does who dies with one.
   */
  private unlessClosed<T>(taking: Promise<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const give = () => resolve(undefined);
      this.closed.signal.addEventListener('abort', give, { once: true });
      taking.then(resolve, reject).finally(() => this.closed.signal.removeEventListener('abort', give));
    });
  }

  /**
   * A store that is away lets BullMQ wait for as long as it is; those who write have better things to do. What it owes is
   * kept in memory, so nothing more is asked of it until it answers.
   */
  private async write(name: string, change: (queue: TicketQueue) => Promise<unknown>): Promise<void> {
    const queue = this.queueOf(name);
    if (this.silent.has(name)) throw new Error(SILENT);
    let answered = false;
    const writing = this.finish(change(queue)).finally(() => {
      answered = true;
      this.silent.delete(name);
    });
    const late = pause(this.answerMilliseconds, undefined, { ref: false }).then(() => {
      if (answered) return;
      this.silent.add(name);
      throw new Error(SILENT);
    });
    await Promise.race([writing, late]);
  }

  /** What is written may end before the engine closes. */
  private finish<T>(writing: Promise<T>): Promise<T> {
    this.begun.add(writing);
    return writing.finally(() => this.begun.delete(writing));
  }

  private queueOf(name: string): TicketQueue {
    if (this.closing !== undefined) throw new Error('The task engine is closed.');
    const queue = this.queues.get(name) ?? this.backend.queue(name);
    this.queues.set(name, queue);
    return queue;
  }

  private workerOf(name: string): Promise<TicketWorker> {
    const worker = this.workers.get(name) ?? this.startWorker(name);
    this.workers.set(name, worker);
    // The next who asks tries anew.
    worker.catch(() => this.workers.delete(name));
    return worker;
  }

  /** The timer brings back tickets whose holder died before they were done. */
  private async startWorker(name: string): Promise<TicketWorker> {
    const worker = this.backend.worker(name);
    try {
      await worker.waitUntilReady();
      await worker.startStalledCheckTimer();
      return worker;
    } catch (error) {
      await worker.close(true);
      throw error;
    }
  }
}

/** BullMQ takes 1 first; an id of its own keeps a ticket from being there twice. */
function jobOf({ taskId, attempt, priority, delayMilliseconds = 0 }: Ticket) {
  const ids = { taskId, attempt };
  return {
    name: 'ticket',
    data: { taskId, attempt },
    opts: {
      jobId: delayMilliseconds > 0 ? laterIdOf(ids) : jobIdOf(ids),
      priority: PRIORITY_MAX + 1 - priority,
      delay: delayMilliseconds,
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}

function jobIdOf({ taskId, attempt }: Pick<Ticket, 'taskId' | 'attempt'>): string {
  return `${taskId}-${attempt}`;
}

/**
 * BullMQ reckons delays by the clock of the process that adds, which may be wrong by days. So a ticket that waits keeps
 * none away that is due by the clock of the database; whichever is taken second means nothing.
 */
function laterIdOf(ids: Pick<Ticket, 'taskId' | 'attempt'>): string {
  return `${jobIdOf(ids)}-later`;
}
