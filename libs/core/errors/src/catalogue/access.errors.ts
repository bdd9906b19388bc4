import type { CatalogueEntry } from '../error-kind.js';

export const accessErrors = {
  'access.scope.insufficient': {
    kind: 'forbidden',
    publicMessage: 'The token does not carry the scope that this operation needs.',
  },
  'access.role.refused': { kind: 'forbidden', publicMessage: 'Your role does not include this operation.' },
  'access.patient.refused': {
    kind: 'forbidden',
    publicMessage: 'You have no relationship to this patient that allows this operation.',
  },
  'access.view.stale': {
    kind: 'unavailable',
    publicMessage: 'Access rights cannot be confirmed at the moment, so the operation was refused. Try again shortly.',
  },
  'access.refused': { kind: 'forbidden', publicMessage: 'This operation is not open to you.' },
  'access.route.undeclared': {
    kind: 'forbidden',
    publicMessage: 'This route declares no access rule, so it is closed.',
  },
  'access.origin.refused': { kind: 'forbidden', publicMessage: 'Requests from this origin are not accepted.' },
} as const satisfies Record<string, CatalogueEntry>;
