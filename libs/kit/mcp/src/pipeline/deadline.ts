import { DomainError } from '@caregate/core-errors';

/**
 * Ends the wait for `work` when its time is up, and tells it so through the signal, which also follows `hangUp`.
 * Work that ignores the signal runs on unheard.
 */
export async function withDeadline<T>(
  milliseconds: number,
  hangUp: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const follow = (): void => controller.abort(hangUp.reason);
  hangUp.addEventListener('abort', follow, { once: true });
  if (hangUp.aborted) follow();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new DomainError('service.timeout');
      controller.abort(error);
      reject(error);
    }, milliseconds);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
    hangUp.removeEventListener('abort', follow);
  }
}
