import { setImmediate as turn } from 'node:timers/promises';

/** Asks again and again until it is so; fails after a while. Specs wait for what they mean, never for a time. */
export async function until(holds: () => Promise<boolean> | boolean, milliseconds = 5000): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('It did not come about in time.');
    await turn();
  }
}
