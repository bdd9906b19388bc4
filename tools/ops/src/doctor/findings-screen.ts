import type { Finding } from './finding.js';

const marks = { ok: '✓', warning: '!', failure: '✗', skipped: '-' } as const;

/** One line a finding, and what to do below those that are not well. */
export function findingsScreen(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, state, sentence, wayOut }) => [
    `${marks[state]} ${check.padEnd(12)} ${sentence}`,
    ...(wayOut === undefined ? [] : [`               → ${wayOut}`]),
  ]);
  const count = findings.filter(({ state }) => state === 'failure').length;
  const verdict =
    count === 0
      ? 'Nothing stands in the way.'
      : `${count} ${count === 1 ? 'thing has' : 'things have'} to be repaired.`;
  return `${lines.join('\n')}\n\n${verdict}\n`;
}
