/** In what order Jest takes the spec files, so that no core waits at the end for one that began late. */
import Sequencer from '@jest/test-sequencer';

/** Half a minute and more each; a fresh clone knows no durations yet, and the size of a file tells nothing of them. */
const longFirst = [
  'apps/e2e/src/tour.spec.ts',
  'tools/dev/src/stack/lifecycle.spec.ts',
  'tools/postgres/src/start-postgres.spec.ts',
  'apps/console/src/',
  'apps/e2e/src/',
];

export default class LongFirst extends Sequencer {
  sort(tests) {
    // The sort of arrays is stable: Jest's own order, by duration or size, stays within each group.
    return super.sort(tests).sort((one, other) => rank(one.path) - rank(other.path));
  }
}

function rank(file) {
  const found = longFirst.findIndex((part) => file.replaceAll('\\', '/').includes(part));
  return found === -1 ? longFirst.length : found;
}
