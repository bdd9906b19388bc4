import { declaredMetrics } from '@caregate/ops';
import { code, page, table } from './markdown.js';

/** What Prometheus finds at `/metrics`, beside what every Node process tells of itself. */
export function metricsPage(): string {
  const rows = declaredMetrics().map(({ name, kind, labels, help, project }) => [
    code(name),
    kind,
    labels.map(code).join(', '),
    help,
    code(project),
  ]);
  return page(
    'Metrics',
    'What the apps export at `/metrics`, each with the label `service`. Memory, event loop and garbage collection of the process stand beside it under `caregate_process_` and `caregate_nodejs_`.',
    table(['Name', 'Kind', 'Labels', 'Says', 'Declared in'], rows),
  );
}
