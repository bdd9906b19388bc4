import { complaintsAbout } from '../fixtures/r4-validator.fixture.js';
import { capabilityStatement } from './capability-statement.js';

describe('the CapabilityStatement', () => {
  const statement = capabilityStatement({
    baseUrl: 'https://ehr.example.org/fhir',
    version: '1.0.0',
    date: new Date('2026-11-21T00:00:00Z'),
    authorizeUrl: 'https://auth.example.org/authorize',
    tokenUrl: 'https://auth.example.org/token',
  });

  it('is valid by the R4 definitions', () => {
    expect(complaintsAbout(statement)).toEqual([]);
  });

  it('lists what is served with the parameters that find it', () => {
    const resources = statement.rest?.[0]?.resource ?? [];
    expect(resources.map(({ type }) => type)).toEqual([
      'Patient',
      'Observation',
      'MedicationRequest',
      'AllergyIntolerance',
      'Appointment',
      'Practitioner',
      'DiagnosticReport',
      'Provenance',
    ]);
    expect(resources[1]?.searchParam).toContainEqual({ name: 'date', type: 'date' });
  });
});
