import { failure, ok, type Finding } from './finding.js';

/** Tokens live for minutes; verifiers forgive a minute of difference. */
const TOLERANCE_SECONDS = 60;

/** Compares this machine's clock with one that somebody else keeps, or with the newest thing that was written here. */
export async function checkClock(
  other: { readonly name: string; readonly at: Date },
  now = new Date(),
): Promise<Finding> {
  const aheadSeconds = Math.round((other.at.getTime() - now.getTime()) / 1000);
  if (Math.abs(aheadSeconds) <= TOLERANCE_SECONDS)
    return ok('clock', `The clock agrees with ${other.name} to ${Math.abs(aheadSeconds)} s.`);
  return failure(
    'clock',
    `The clock is ${Math.abs(aheadSeconds)} s ${aheadSeconds > 0 ? 'behind' : 'ahead of'} ${other.name}.`,
    'Let both take their time from the same server (timedatectl set-ntp true); tokens would be refused as too old or too new.',
  );
}
