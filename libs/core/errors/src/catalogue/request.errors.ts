import type { CatalogueEntry } from '../error-kind.js';

export const requestErrors = {
  'request.invalid': { kind: 'invalid', publicMessage: 'The request does not have the expected shape.' },
  'request.not_found': { kind: 'not-found', publicMessage: 'There is nothing at this address.' },
  'request.purpose.unknown': {
    kind: 'invalid',
    publicMessage: 'The purpose of use is no code that is known here, such as TREAT or PATRQT.',
  },
  'request.purpose.refused': { kind: 'forbidden', publicMessage: 'Your role may not give this purpose of use.' },
  'request.media_type_unsupported': {
    kind: 'invalid',
    publicMessage: 'The request body is of a media type that this service does not read.',
  },
  'request.too_large': { kind: 'too-large', publicMessage: 'The request is larger than this service accepts.' },
  'request.too_many': { kind: 'too-many', publicMessage: 'Too many requests. Wait before trying again.' },
  'request.connections.too_many': {
    kind: 'too-many',
    publicMessage: 'Too many connections of yours are open. Close those that you do not need.',
  },
  'request.conflict': { kind: 'conflict', publicMessage: 'The request conflicts with the present state.' },
  'service.unavailable': {
    kind: 'unavailable',
    publicMessage: 'The service cannot answer at the moment. Try again shortly.',
  },
  'service.stopping': { kind: 'unavailable', publicMessage: 'The service is stopping. Try again shortly.' },
  'service.timeout': { kind: 'timeout', publicMessage: 'The operation took too long and was ended.' },
  'service.internal': {
    kind: 'internal',
    publicMessage: 'The operation failed. Quote the error id when you report it.',
  },
  'audit.write.failed': {
    kind: 'unavailable',
    publicMessage: 'The operation could not be put on the audit trail, so it was not carried out.',
  },
} as const satisfies Record<string, CatalogueEntry>;
