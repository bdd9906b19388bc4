import { table } from '../table.js';
import type { StackView } from './view-stack.js';

/** What `npm run status` prints. */
export function statusScreen({ owner, apps }: StackView): string {
  if (owner === undefined && apps.length === 0) return 'CareGate is not running. npm run up starts it.\n';
  const rows = apps.map(({ name, health, ailing, ports, pid, memoryMegabytes }) => [
    name,
    ailing.length === 0 ? health : `${health} (${ailing.join(', ')})`,
    ports.length === 0 ? '-' : ports.join(' '),
    String(pid),
    `${memoryMegabytes} MB`,
  ]);
  const note =
    owner === undefined ? '\nThe database is left from a run that was killed; npm run up takes it over.\n' : '';
  return `${table([['app', 'health', 'port', 'pid', 'memory'], ...rows])}${note}`;
}
