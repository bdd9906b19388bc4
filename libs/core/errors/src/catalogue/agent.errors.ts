import type { CatalogueEntry } from '../error-kind.js';

export const agentErrors = {
  'agent.not_found': { kind: 'not-found', publicMessage: 'No agent has this id.' },
} as const satisfies Record<string, CatalogueEntry>;
