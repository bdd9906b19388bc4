/**
 * The process that lives as long as the test run: Jest's parent, which outlives its workers, or this very process when
 * Jest runs in band or when there is no Jest.
 */
export function runOwner(): number {
  const isWorker = process.argv[1]?.includes('jest-worker') ?? false;
  return isWorker ? process.ppid : process.pid;
}
