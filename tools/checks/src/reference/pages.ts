import { configPage } from './config.page.js';
import { errorsPage } from './errors.page.js';
import { eventsPage } from './events.page.js';
import { metricsPage } from './metrics.page.js';
import { permissionsPage } from './permissions.page.js';
import { toolsPage } from './tools.page.js';

/** Every page of `docs/reference`, by file name. */
export const referencePages: Readonly<Record<string, () => string>> = {
  'config.md': configPage,
  'errors.md': errorsPage,
  'events.md': eventsPage,
  'metrics.md': metricsPage,
  'permissions.md': permissionsPage,
  'tools.md': toolsPage,
};
