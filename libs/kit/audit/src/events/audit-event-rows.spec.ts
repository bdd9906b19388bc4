import { auditEventRows } from './audit-event-rows.js';
import type { AuditEventDefinition } from './audit-event-definition.js';
import { auditEvents } from './audit-events.js';
import { dicomCodes } from './dicom-codes.js';

const definitions = Object.entries<AuditEventDefinition>(auditEvents);

describe('the catalogue of events', () => {
  it.each(definitions)('%s has a type of the FHIR value set and a known DICOM code', (_name, definition) => {
    expect(['rest', ...Object.keys(dicomCodes)]).toContain(definition.fhirType);
    if (definition.dicomCode !== undefined) expect(Object.keys(dicomCodes)).toContain(definition.dicomCode);
  });

  it('uses every DICOM code that it explains', () => {
    const used = new Set(definitions.flatMap(([, { fhirType, dicomCode }]) => [fhirType, dicomCode]));
    expect(Object.keys(dicomCodes).filter((code) => !used.has(code))).toEqual([]);
  });

  it('is listed by name, with the meaning of its codes', () => {
    const rows = auditEventRows();
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(auditEvents).sort());
    expect(rows).toContainEqual({
      name: 'login.succeeded',
      title: 'Signed in',
      action: 'E',
      fhirType: '110114 User Authentication',
      dicomCode: '110122 Login',
    });
    expect(rows).toContainEqual(expect.objectContaining({ name: 'patient.read', fhirType: 'rest' }));
  });
});
