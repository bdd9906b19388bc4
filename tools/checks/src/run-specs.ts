import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runStep } from './run-step.js';
import { filesToRepeat, hasFailed, jestReport, type JestReport, type SpecRuns } from './spec-outcome.js';

/** All specs; and once more, one after the other, the few files that failed (ADR 0020). Reports go into `folder`. */
export async function runSpecs(folder: string): Promise<SpecRuns> {
  const first = await runJest('unit, HTTP and whole-system specs', path.join(folder, 'first.json'), []);
  const repeated = filesToRepeat(first);
  if (repeated.length === 0) return { first };
  const alone = ['--runInBand', '--runTestsByPath', ...repeated];
  return { first, second: await runJest('second attempt', path.join(folder, 'second.json'), alone) };
}

async function runJest(title: string, report: string, args: readonly string[]): Promise<JestReport | undefined> {
  const held = await runStep(title, [
    'node_modules/jest/bin/jest.js',
    '--json',
    '--outputFile',
    report,
    '--silent=false',
    ...args,
  ]);
  if (!existsSync(report)) return undefined;
  const read = jestReport.parse(JSON.parse(readFileSync(report, 'utf8')));
  // Jest can fail as a whole with every file passed; such a run counts as none.
  return held || read.testResults.some(hasFailed) ? read : undefined;
}
