import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { composeTest } from './compose-test/compose-test.js';
import { Steps } from './compose-test/steps.js';
import { runCommand } from './run-command.js';

/** `npm run compose:test`; exits with 0 only if everything is as it must be. */
await runCommand(async () => {
  const { values } = parseArgs({
    options: { cache: { type: 'string' }, 'no-build': { type: 'boolean', default: false } },
  });
  const cache = path.resolve(values.cache ?? path.join(homedir(), '.cache/caregate/compose-test'));
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort());
  const steps = new Steps(process.stdout);
  try {
    await composeTest({ cache, build: !values['no-build'], steps, signal: interrupted.signal });
  } catch (error) {
    steps.tell(`\n${error instanceof Error ? error.message : String(error)}\n${cache}/compose-test.log has the rest.`);
    throw error;
  }
  steps.tell('\nThe deployment is as it must be.');
  return 0;
});
