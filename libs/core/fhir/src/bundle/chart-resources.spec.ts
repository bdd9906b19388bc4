import fc from 'fast-check';
import { chartArbitrary } from '../fixtures/chart.arbitrary.js';
import { complaintsAbout } from '../fixtures/r4-validator.fixture.js';
import { chartResources } from './chart-resources.js';

const usCore = {
  Patient: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient'],
  MedicationRequest: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-medicationrequest'],
} as const;

describe('the resources of a chart (feature X09)', () => {
  it('are valid by the R4 definitions and by the profiles that they claim, whatever the columns hold', () => {
    fc.assert(
      fc.property(chartArbitrary, (chart) => {
        const complaints = chartResources(chart).flatMap((resource) =>
          complaintsAbout(resource).map((complaint) => `${resource.resourceType} ${complaint}`),
        );
        expect(complaints).toEqual([]);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  it('meet US Core where it has a profile that the definitions carry', () => {
    fc.assert(
      fc.property(chartArbitrary, (chart) => {
        const resources = chartResources(chart).filter(
          (resource) => resource.resourceType === 'Patient' || resource.resourceType === 'MedicationRequest',
        );
        const complaints = resources.flatMap((resource) => complaintsAbout(resource, ...usCore[resource.resourceType]));
        expect(complaints).toEqual([]);
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });
});
