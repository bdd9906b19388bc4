import { errorCatalogue } from '@caregate/core-errors';
import { code, page, table } from './markdown.js';

export function errorsPage(): string {
  const rows = Object.entries(errorCatalogue)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, { kind, publicMessage }]) => [code(name), kind, publicMessage]);
  return page('Errors', 'Every error that can leave CareGate.', table(['Code', 'Kind', 'What the caller reads'], rows));
}
