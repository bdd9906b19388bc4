import { parseArgs } from 'node:util';
import { fields, loadConfig } from '@caregate/kit-config';
import { z } from 'zod';
import { describeFailure } from './stack/words/describe-failure.js';
import { StartRefused } from './stack/words/start-refused.error.js';
import { StepLog, TourFailed, type StepResult } from './tour/step.js';
import { tour } from './tour/tour.js';

/** Exit status: 0 all was as promised, 1 something was not, 2 it could not begin. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const { REDIS_URL: redisUrl } = loadConfig(z.object({ REDIS_URL: fields.redisUrl().optional() }));
  const log = new StepLog((result) => {
    if (!values.json) process.stdout.write(`${line(result)}\n`);
  });
  const holds = await held(tour(log, { redisUrl }), log);
  if (values.json) process.stdout.write(`${JSON.stringify({ holds, steps: log.results })}\n`);
  else process.stdout.write(holds ? '\nEverything was as promised.\n' : '\nNot everything was as promised.\n');
  return holds ? 0 : 1;
}

async function held(taken: Promise<unknown>, log: StepLog): Promise<boolean> {
  try {
    await taken;
    return true;
  } catch (error) {
    // It has not even begun.
    if (log.results.length === 0) throw error;
    if (!(error instanceof TourFailed))
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof Error && error.cause instanceof StartRefused)
      process.stderr.write(`→ ${error.cause.wayOut}\n`);
    return false;
  }
}

function line({ holds, step, milliseconds, saw }: StepResult): string {
  return `${holds ? '✓' : '✗'} ${String(milliseconds).padStart(6)} ms  ${step}\n             ${saw}`;
}

try {
  process.exit(await main());
} catch (error) {
  const { sentence, wayOut } = describeFailure(error);
  process.stderr.write(`${sentence}\n→ ${wayOut}\n`);
  process.exit(2);
}
