import { accessErrors } from './catalogue/access.errors.js';
import { configErrors } from './catalogue/config.errors.js';
import { ehrErrors } from './catalogue/ehr.errors.js';
import { oauthErrors } from './catalogue/oauth.errors.js';
import { requestErrors } from './catalogue/request.errors.js';
import { tokenErrors } from './catalogue/token.errors.js';
import type { CatalogueEntry } from './error-kind.js';

/** Every error that can leave CareGate, by its code `area.thing.what`. `docs/reference/errors.md` is printed from it. */
export const errorCatalogue = {
  ...accessErrors,
  ...configErrors,
  ...ehrErrors,
  ...oauthErrors,
  ...requestErrors,
  ...tokenErrors,
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof errorCatalogue;
