import type { CatalogueEntry } from '../error-kind.js';

export const bridgeErrors = {
  'bridge.session.unknown': { kind: 'not-found', publicMessage: 'No session has this id; initialize again.' },
  'bridge.session.absent': {
    kind: 'invalid',
    publicMessage: 'Initialize first, then send the Mcp-Session-Id of the answer with every request.',
  },
  'bridge.session.ended': { kind: 'unavailable', publicMessage: 'The session was ended; initialize again.' },
  'bridge.sessions.too_many': {
    kind: 'too-many',
    publicMessage: 'Too many sessions are open. End one, or wait until one has been idle long enough to be ended.',
  },
  'bridge.requests.too_many': {
    kind: 'too-many',
    publicMessage: 'Too many requests of this session wait for an answer.',
  },
  'bridge.server.unavailable': {
    kind: 'unavailable',
    publicMessage: 'The server behind this address could not be started.',
  },
  'bridge.server.ended': {
    kind: 'unavailable',
    publicMessage: 'The server behind this address ended unexpectedly; initialize again.',
  },
  'bridge.server.answer_invalid': {
    kind: 'internal',
    publicMessage: 'The server behind this address answered what is no JSON-RPC.',
  },
  'bridge.server.over_limit': {
    kind: 'unavailable',
    publicMessage: 'The server behind this address took more than it may and was ended; initialize again.',
  },
} as const satisfies Record<string, CatalogueEntry>;
