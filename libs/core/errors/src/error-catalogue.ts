import { accessErrors } from './catalogue/access.errors.js';
import { agentErrors } from './catalogue/agent.errors.js';
import { bridgeErrors } from './catalogue/bridge.errors.js';
import { configErrors } from './catalogue/config.errors.js';
import { ehrErrors } from './catalogue/ehr.errors.js';
import { imagingErrors } from './catalogue/imaging.errors.js';
import { oauthErrors } from './catalogue/oauth.errors.js';
import { requestErrors } from './catalogue/request.errors.js';
import { tokenErrors } from './catalogue/token.errors.js';
import { userErrors } from './catalogue/user.errors.js';
import type { CatalogueEntry } from './error-kind.js';

/** Every error that can leave CareGate, by its code `area.thing.what`. `docs/reference/errors.md` is printed from it. */
export const errorCatalogue = {
  ...accessErrors,
  ...agentErrors,
  ...bridgeErrors,
  ...configErrors,
  ...ehrErrors,
  ...imagingErrors,
  ...oauthErrors,
  ...requestErrors,
  ...tokenErrors,
  ...userErrors,
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof errorCatalogue;
