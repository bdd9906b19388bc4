import type { NewAuditEntry } from '../entry/new-audit-entry.js';

/** For specs: a doctor's assistant has read a chart. */
export function givenEntry(overrides: Partial<NewAuditEntry> = {}): NewAuditEntry {
  return {
    event: 'patient.read',
    outcome: 'success',
    actor: { kind: 'user', subject: 'user-7', clientId: 'assistant', role: 'doctor', address: '192.0.2.7' },
    patientId: 'patient-1',
    permission: 'patient:read',
    decision: 'assignment',
    purpose: 'TREAT',
    source: 'ehr-mcp',
    transport: 'http',
    requestId: 'request-1',
    detail: { tool: 'get_patient' },
    ...overrides,
  };
}
