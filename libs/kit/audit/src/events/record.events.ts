import type { AuditEventDefinition } from './audit-event-definition.js';

export const recordEvents = {
  'patient.read': { title: 'Patient record read', fhirType: 'rest', dicomCode: '110110', action: 'R' },
  'patient.searched': { title: 'Patients searched', fhirType: 'rest', dicomCode: '110112', action: 'E' },
  'vitals.read': { title: 'Vital signs read', fhirType: 'rest', dicomCode: '110110', action: 'R' },
  'vitals.recorded': { title: 'Vital signs recorded', fhirType: 'rest', dicomCode: '110110', action: 'C' },
  'imaging.datastore.read': { title: 'Image archives listed', fhirType: 'rest', dicomCode: '110112', action: 'R' },
  'imaging.searched': { title: 'Images searched', fhirType: '110112', action: 'E' },
  'imaging.study.read': { title: 'Image study read', fhirType: '110103', action: 'R' },
  'imaging.frame.read': { title: 'Image looked at', fhirType: '110103', action: 'R' },
  'tool.refused': { title: 'Tool call refused', fhirType: '110113', dicomCode: '110132', action: 'E' },
  'route.refused': { title: 'Request refused', fhirType: '110113', dicomCode: '110132', action: 'E' },
} as const satisfies Record<string, AuditEventDefinition>;
