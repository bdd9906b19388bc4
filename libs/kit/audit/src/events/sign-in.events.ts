import type { AuditEventDefinition } from './audit-event-definition.js';

export const signInEvents = {
  'login.succeeded': { title: 'Signed in', fhirType: '110114', dicomCode: '110122', action: 'E' },
  'login.refused': { title: 'Sign-in refused', fhirType: '110114', dicomCode: '110122', action: 'E' },
  logout: { title: 'Signed out', fhirType: '110114', dicomCode: '110123', action: 'E' },
  'session.expired': { title: 'Session ended by itself', fhirType: '110114', dicomCode: '110123', action: 'E' },
  'user.provisioned': { title: 'User created', fhirType: '110113', dicomCode: '110137', action: 'C' },
  'user.deactivated': { title: 'User deactivated', fhirType: '110113', dicomCode: '110137', action: 'U' },
  'user.updated': { title: 'User changed', fhirType: '110113', dicomCode: '110137', action: 'U' },
  'user.read': { title: 'Users looked at', fhirType: 'rest', dicomCode: '110137', action: 'R' },
  'account.read': { title: 'Own access looked at', fhirType: 'rest', action: 'R' },
  'relation.changed': {
    title: 'Relationship to a patient given, changed or ended',
    fhirType: '110113',
    dicomCode: '110135',
    action: 'U',
  },
  'break-glass.opened': {
    title: 'Glass broken: emergency access to a patient opened',
    fhirType: '110113',
    dicomCode: '110127',
    action: 'E',
  },
  'break-glass.ended': {
    title: 'Emergency access ended early',
    fhirType: '110113',
    dicomCode: '110138',
    action: 'E',
  },
  'break-glass.read': { title: 'Emergency access looked at', fhirType: '110113', dicomCode: '110135', action: 'R' },
  'break-glass.reviewed': {
    title: 'Emergency access reviewed by a second person',
    fhirType: '110113',
    dicomCode: '110135',
    action: 'U',
  },
  'forward-auth.allowed': { title: 'Let through to a service', fhirType: '110114', dicomCode: '110126', action: 'E' },
  'forward-auth.refused': {
    title: 'Not let through to a service',
    fhirType: '110113',
    dicomCode: '110132',
    action: 'E',
  },
} as const satisfies Record<string, AuditEventDefinition>;
