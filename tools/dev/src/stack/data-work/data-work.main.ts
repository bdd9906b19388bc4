import { migrate } from '@caregate/data-models';
import { clinicSeed, loadClinic } from '@caregate/synthetic';
import { describeFailure } from '../words/describe-failure.js';
import type { DataWork, DataWorkOutcome } from './data-work.js';

/** Whoever asked is gone: what is not committed is undone, and the next start does it again. */
process.once('disconnect', () => process.exit(1));
process.once('message', (work: DataWork) => void answer(work));

async function answer(work: DataWork): Promise<void> {
  const outcome = await outcomeOf(work);
  process.send?.(outcome, () => process.exit(0));
}

async function outcomeOf(work: DataWork): Promise<DataWorkOutcome> {
  try {
    await run(work);
    return { done: true };
  } catch (error) {
    return describeFailure(error);
  }
}

async function run({ task, adminUrl, rolePasswords = {} }: DataWork): Promise<void> {
  if (task === 'seed') return void (await loadClinic(adminUrl, clinicSeed()));
  await migrate(adminUrl, { rolePasswords });
}
