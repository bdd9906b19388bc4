import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runSpecs } from './run-specs.js';
import { runStaticSteps } from './run-step.js';
import { closingLines, outcomeOf } from './spec-outcome.js';

/** Every check and every spec; the last line counts them, and a failed step counts as one failure. */
async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-test-'));
  try {
    const checks = await runStaticSteps();
    const outcome = outcomeOf(checks, await runSpecs(folder));
    process.stdout.write(`\n${closingLines(outcome).join('\n')}\n`);
    process.exitCode = outcome.failed === 0 && outcome.passed > 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
