import { DomainError } from '@caregate/core-errors';

/** What may end a call before its work does. */
export interface CallEnds {
  readonly milliseconds: number;
  /** Of a client that nobody hears any more: its work is told, and nobody waits for an answer. */
  readonly hangUp: AbortSignal;
  /** See `RunningCalls.onCut`. */
  readonly onCut: (end: (error: Error) => void) => () => void;
}

/**
 * Ends the wait for `work` when its time is up or it is cut, and tells it so through the signal, which also follows
 * `hangUp`. Work that ignores the signal runs on unheard.
 */
export async function withDeadline<T>(
  { milliseconds, hangUp, onCut }: CallEnds,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const follow = (): void => controller.abort(hangUp.reason);
  hangUp.addEventListener('abort', follow, { once: true });
  if (hangUp.aborted) follow();
  let relax = (): void => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    const end = (error: Error): void => {
      controller.abort(error);
      reject(error);
    };
    const timer = setTimeout(() => end(new DomainError('service.timeout')), milliseconds);
    const stay = onCut(end);
    relax = () => {
      clearTimeout(timer);
      stay();
    };
  });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    relax();
    hangUp.removeEventListener('abort', follow);
  }
}
