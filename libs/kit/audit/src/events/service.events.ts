import type { AuditEventDefinition } from './audit-event-definition.js';

export const serviceEvents = {
  'service.started': { title: 'Service started', fhirType: '110100', dicomCode: '110120', action: 'E' },
  'service.stopped': { title: 'Service stopped', fhirType: '110100', dicomCode: '110121', action: 'E' },
  'audit.read': { title: 'Audit trail read', fhirType: '110101', action: 'R' },
  'audit.verified': { title: 'Audit trail verified', fhirType: '110101', action: 'E' },
  'audit.purged': { title: 'Audit entries past their retention removed', fhirType: '110101', action: 'D' },
} as const satisfies Record<string, AuditEventDefinition>;
