import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { runStep, staticSteps } from './run-step.js';

const jestReport = z.looseObject({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

/** Every check and every spec; the last line counts them, and a failed step counts as one failure. */
function main(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-test-'));
  try {
    const checks = staticSteps.map(([title, args]) => runStep(title, args));
    conclude(checks, [runJest('unit, HTTP and whole-system specs', folder)]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

function runJest(title: string, folder: string): Counts {
  const report = path.join(folder, 'report.json');
  const held = runStep(title, [...jest, '--json', '--outputFile', report, '--silent=false']);
  try {
    const counted = jestReport.parse(JSON.parse(readFileSync(report, 'utf8')));
    const failed = counted.numFailedTests + counted.numRuntimeErrorTestSuites;
    return {
      passed: counted.numPassedTests,
      failed: held ? failed : Math.max(failed, 1),
      skipped: counted.numPendingTests,
    };
  } catch (error) {
    process.stdout.write(`${title}: no report was written (${String(error)})\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function conclude(checks: readonly boolean[], runs: readonly Counts[]): void {
  const sum = (pick: (counts: Counts) => number) => runs.reduce((total, counts) => total + pick(counts), 0);
  const passed = sum((counts) => counts.passed) + checks.filter(Boolean).length;
  const failed = sum((counts) => counts.failed) + checks.filter((held) => !held).length;
  const skipped = sum((counts) => counts.skipped);
  process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

main();
