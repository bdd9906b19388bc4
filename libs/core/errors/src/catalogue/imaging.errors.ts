import type { CatalogueEntry } from '../error-kind.js';

export const imagingErrors = {
  'imaging.resource.not_found': { kind: 'not-found', publicMessage: 'Resource not found.' },
  'imaging.frame.not_found': { kind: 'not-found', publicMessage: 'The image set has no such frame.' },
  'imaging.search.invalid': { kind: 'invalid', publicMessage: 'The archive cannot search by this.' },
  'imaging.request.refused': { kind: 'invalid', publicMessage: 'The archive found a parameter invalid.' },
  'imaging.frame.unreadable': {
    kind: 'conflict',
    publicMessage: 'The picture is not there as its metadata says, so it is not shown.',
  },
  'imaging.frame.undecodable': { kind: 'conflict', publicMessage: 'The picture is stored in a form that is not read.' },
  'imaging.frame.too_large': { kind: 'too-large', publicMessage: 'The picture is larger than this server takes in.' },
  'imaging.study.too_large': {
    kind: 'too-large',
    publicMessage: 'The image set has more headers than this server reads.',
  },
  'imaging.renderer.busy': {
    kind: 'too-many',
    publicMessage: 'Too many pictures are being fetched or made. Wait before trying again.',
  },
  'imaging.headers.busy': {
    kind: 'too-many',
    publicMessage: 'The headers of too many image sets are being read. Wait before trying again.',
  },
  'imaging.archive.unauthorized': {
    kind: 'unavailable',
    publicMessage: 'The archive does not accept the credentials of this service.',
  },
  'imaging.archive.throttled': { kind: 'too-many', publicMessage: 'The archive is busy. Wait before trying again.' },
  'imaging.archive.unavailable': { kind: 'unavailable', publicMessage: 'The archive cannot answer at the moment.' },
} as const satisfies Record<string, CatalogueEntry>;
