import { errorsPage } from './errors.page.js';
import { permissionsPage } from './permissions.page.js';

/** Every page of `docs/reference`, by file name. */
export const referencePages: Readonly<Record<string, () => string>> = {
  'errors.md': errorsPage,
  'permissions.md': permissionsPage,
};
