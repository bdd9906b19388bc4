import type { Load } from './percentile.js';

/**
 * Shoots at one and the other by turns, so that what else the machine does meanwhile falls on both, and gives the
 * middle turn of each by throughput.
 */
export async function byTurns(
  turns: number,
  one: () => Promise<Load>,
  other: () => Promise<Load>,
): Promise<readonly [Load, Load]> {
  const ones: Load[] = [];
  const others: Load[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    ones.push(await one());
    others.push(await other());
  }
  return [middle(ones), middle(others)];
}

function middle(loads: readonly Load[]): Load {
  const sorted = [...loads].sort((a, b) => a.perSecond - b.perSecond);
  const chosen = sorted[Math.floor(sorted.length / 2)];
  if (chosen === undefined) throw new Error('No turn was taken.');
  return { ...chosen, failures: loads.reduce((sum, { failures }) => sum + failures, 0) };
}
