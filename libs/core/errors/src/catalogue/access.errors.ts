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
  'access.glass.person_only': {
    kind: 'forbidden',
    publicMessage: 'This is for people who signed on themselves: no program does it, and nobody on behalf of another.',
  },
  'access.glass.too_many': {
    kind: 'too-many',
    publicMessage: 'You have broken the glass too often within a day. Ask an administrator for access to the patient.',
  },
  'access.glass.unknown': { kind: 'not-found', publicMessage: 'There is no such emergency access.' },
  'access.glass.own_review': { kind: 'forbidden', publicMessage: 'Nobody reviews their own emergency access.' },
  'access.glass.still_open': {
    kind: 'conflict',
    publicMessage: 'This emergency access is still open. It can be reviewed once it has ended.',
  },
  'access.glass.reviewed': { kind: 'conflict', publicMessage: 'This emergency access has been reviewed already.' },
  'access.refused': { kind: 'forbidden', publicMessage: 'This operation is not open to you.' },
  'access.route.undeclared': {
    kind: 'forbidden',
    publicMessage: 'This route declares no access rule, so it is closed.',
  },
  'access.origin.refused': { kind: 'forbidden', publicMessage: 'Requests from this origin are not accepted.' },
} as const satisfies Record<string, CatalogueEntry>;
