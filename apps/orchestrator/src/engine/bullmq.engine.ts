import { randomUUID } from 'node:crypto';
import type { Queue, Worker } from 'bullmq';
import { groupBy } from '../group-by.js';
import type { HeldTicket, TaskEngine, Ticket } from './task-engine.port.js';

type TicketQueue = Pick<Queue, 'addBulk' | 'getJobCounts' | 'close'>;
type TicketWorker = Pick<Worker, 'getNextJob' | 'startStalledCheckTimer' | 'waitUntilReady' | 'close'>;

/** What of BullMQ differs between PostgreSQL and Redis. */
export interface BullBackend {
  queue(name: string): TicketQueue;
  worker(name: string): TicketWorker;
  close(): Promise<void>;
}

const PRIORITY_MAX = 10;

/** Tickets in BullMQ. Its retries, results and history are not used: those are rows of ours. */
export class BullEngine implements TaskEngine {
  private readonly queues = new Map<string, TicketQueue>();
  private readonly workers = new Map<string, Promise<TicketWorker>>();
  private readonly token = randomUUID();
  private closing: Promise<void> | undefined;

  constructor(private readonly backend: BullBackend) {}

  async add(tickets: readonly Ticket[]): Promise<void> {
    const byQueue = groupBy(tickets, ({ queue }) => queue);
    await Promise.all([...byQueue].map(([name, those]) => this.queueOf(name).addBulk(those.map(jobOf))));
  }

  async take(queue: string, { wait } = { wait: false }): Promise<HeldTicket | undefined> {
    if (this.closing !== undefined) return undefined;
    const worker = await this.workerOf(queue);
    const job = await worker.getNextJob(this.token, { block: wait });
    if (job === undefined) return undefined;
    const { taskId, attempt } = job.data as Pick<Ticket, 'taskId' | 'attempt'>;
    return { taskId, attempt, done: async () => void (await job.moveToCompleted(null, this.token, false)) };
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
    const workers = await Promise.all(this.workers.values());
    await Promise.allSettled(workers.map((worker) => worker.close(true)));
    await Promise.allSettled([...this.queues.values()].map((queue) => queue.close()));
    await this.backend.close();
  }

  private queueOf(name: string): TicketQueue {
    const queue = this.queues.get(name) ?? this.backend.queue(name);
    this.queues.set(name, queue);
    return queue;
  }

  private workerOf(name: string): Promise<TicketWorker> {
    const worker = this.workers.get(name) ?? this.startWorker(name);
    this.workers.set(name, worker);
    return worker;
  }

  /** The timer brings back tickets whose holder died before they were done. */
  private async startWorker(name: string): Promise<TicketWorker> {
    const worker = this.backend.worker(name);
    await worker.waitUntilReady();
    await worker.startStalledCheckTimer();
    return worker;
  }
}

/** BullMQ takes 1 first; an id of its own keeps a ticket from being there twice. */
function jobOf({ taskId, attempt, priority, delayMilliseconds = 0 }: Ticket) {
  return {
    name: 'ticket',
    data: { taskId, attempt },
    opts: {
      jobId: `${taskId}-${attempt}`,
      priority: PRIORITY_MAX + 1 - priority,
      delay: delayMilliseconds,
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}
