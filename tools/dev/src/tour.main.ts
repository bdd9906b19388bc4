import { parseArgs } from 'node:util';
import { fields, loadConfig } from '@caregate/kit-config';
import { z } from 'zod';
import { StartRefused } from './stack/start-refused.error.js';
import { StepLog, TourFailed, type StepResult } from './tour/step.js';
import { tour } from './tour/tour.js';

const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
const { REDIS_URL: redisUrl } = loadConfig(z.object({ REDIS_URL: fields.redisUrl().optional() }));
const log = new StepLog((result) => {
  if (values.json !== true) process.stdout.write(`${line(result)}\n`);
});

function line({ holds, step, milliseconds, saw }: StepResult): string {
  return `${holds ? '✓' : '✗'} ${String(milliseconds).padStart(6)} ms  ${step}\n             ${saw}`;
}

let holds = true;
try {
  await tour(log, { redisUrl });
} catch (error) {
  holds = false;
  if (!(error instanceof TourFailed))
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof Error && error.cause instanceof StartRefused) process.stderr.write(`→ ${error.cause.wayOut}\n`);
}
if (values.json === true) process.stdout.write(`${JSON.stringify({ holds, steps: log.results })}\n`);
else process.stdout.write(holds ? '\nEverything was as promised.\n' : '\nNot everything was as promised.\n');
process.exit(holds ? 0 : 1);
