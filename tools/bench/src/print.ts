import type { BenchResult } from './bench.js';

/** A table that fits a terminal; the ratio is what to quote, since machines differ. */
export function printTable(results: readonly BenchResult[]): string {
  const rows = results.map((result) => [
    result.holds ? '✓' : '✗',
    result.bench,
    amount(result.value),
    amount(result.peer),
    result.ratio.toFixed(2),
    result.p95Milliseconds === null ? '–' : `${result.p95Milliseconds.toFixed(1)} ms`,
    result.aim,
  ]);
  const header = ['', 'bench', 'ours', 'peer', 'ratio', 'p95', 'aim'];
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)));
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function amount(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
}
