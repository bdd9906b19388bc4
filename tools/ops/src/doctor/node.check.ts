import { failure, ok, type Finding } from './finding.js';

const FLOOR = [22, 13] as const;

/** The floor of `engines` in package.json; npm scripts run the Node that the lockfile pins. */
export async function checkNode(version = process.versions.node): Promise<Finding> {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOldEnough = major > FLOOR[0] || (major === FLOOR[0] && minor >= FLOOR[1]);
  return isOldEnough
    ? ok('node', `Node ${version}.`)
    : failure(
        'node',
        `Node ${version} is too old.`,
        `Install Node ${FLOOR.join('.')} or newer, or run it through npm.`,
      );
}
