import { isFree } from '@caregate/postgres';
import { failure, ok, type Finding } from './finding.js';

/** Whether a start would find its ports free. */
export async function checkPorts(ports: readonly number[]): Promise<Finding> {
  const free = await Promise.all(ports.map((port) => isFree(port)));
  const busy = ports.filter((_port, index) => free[index] === false);
  return busy.length === 0
    ? ok('ports', `The ${ports.length} ports of the stack are free.`)
    : failure(
        'ports',
        `In use by another program: ${busy.join(', ')}.`,
        'Stop that program, or let npm run up -- --free-ports find others.',
      );
}
