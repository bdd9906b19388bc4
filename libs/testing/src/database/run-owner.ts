import { commandIncludes } from '@caregate/postgres';

interface Here {
  readonly pid: number;
  readonly ppid: number;
  readonly argv: readonly string[];
}

/**
 * The process that lives as long as the test run: Jest's parent, which outlives its workers, or this very process when
 * Jest runs in band or when there is no Jest.
 */
export function runOwner({ pid, ppid, argv }: Here = process): number {
  const isWorker = argv[1]?.includes('jest-worker') ?? false;
  if (!isWorker) return pid;
  // An orphan falls to process 1, which never ends; in a container Jest itself may have that number.
  if (ppid === 1 && !commandIncludes(1, 'jest')) throw new Error('The test run of this worker has ended.');
  return ppid;
}
