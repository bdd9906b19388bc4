import type { AuditEventDefinition } from './audit-event-definition.js';

export const oauthEvents = {
  'token.issued': { title: 'Token issued', fhirType: '110114', dicomCode: '110126', action: 'C' },
  'token.refreshed': { title: 'Token renewed', fhirType: '110114', dicomCode: '110126', action: 'U' },
  'token.refused': { title: 'Token not issued or not accepted', fhirType: '110114', dicomCode: '110126', action: 'E' },
  'token.revoked': { title: 'Token revoked', fhirType: '110114', dicomCode: '110126', action: 'D' },
  'token.reuse.detected': {
    title: 'Spent token used again; its family revoked',
    fhirType: '110113',
    dicomCode: '110126',
    action: 'E',
  },
  'token.validated': { title: 'Token checked on request', fhirType: '110114', dicomCode: '110126', action: 'R' },
  'client.authenticated': { title: 'Client authenticated', fhirType: '110114', dicomCode: '110126', action: 'E' },
  'oauth.client.registered': { title: 'Client registered', fhirType: '110113', dicomCode: '110129', action: 'C' },
  'oauth.client.updated': { title: 'Client changed', fhirType: '110113', dicomCode: '110129', action: 'U' },
  'consent.given': { title: 'Access given to a client', fhirType: '110113', dicomCode: '110135', action: 'C' },
  'consent.refused': { title: 'Access not given to a client', fhirType: '110113', dicomCode: '110135', action: 'E' },
  'consent.withdrawn': {
    title: 'Access taken back from a client',
    fhirType: '110113',
    dicomCode: '110135',
    action: 'D',
  },
  'signing-key.rotated': { title: 'Signing key changed', fhirType: '110113', dicomCode: '110129', action: 'U' },
} as const satisfies Record<string, AuditEventDefinition>;
