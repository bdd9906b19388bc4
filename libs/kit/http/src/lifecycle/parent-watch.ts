import { fstatSync } from 'node:fs';

/**
 * Calls back when the process that started this one is gone: its end of the IPC channel, or of the pipe to our
 * standard input, closes even when it was killed. Without either there is nothing to watch.
 */
export function watchParent(onGone: () => void): void {
  if (process.connected) return void process.once('disconnect', onGone);
  if (!isPipe(0)) return;
  process.stdin.once('end', onGone).once('close', onGone).once('error', onGone).resume();
}

function isPipe(descriptor: number): boolean {
  const stat = fstatSync(descriptor);
  return stat.isFIFO() || stat.isSocket();
}
