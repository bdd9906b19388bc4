import fc from 'fast-check';
import { chartArbitrary } from '../fixtures/chart.arbitrary.js';
import { complaintsAbout } from '../fixtures/r4-validator.fixture.js';
import { exportBundle } from './export-bundle.js';
import { importBundle } from './import-bundle.js';

const options = { baseUrl: 'https://ehr.example.org/fhir', timestamp: new Date('2026-11-21T08:00:00Z') };

describe('an export that is imported again (feature X09)', () => {
  it('is the same chart, and nothing is left over', () => {
    fc.assert(
      fc.property(chartArbitrary, (chart) => {
        // Through text, as it would come over a wire.
        const { chart: again, issues } = importBundle(JSON.parse(JSON.stringify(exportBundle(chart, options))));
        expect(issues).toEqual([]);
        expect(again).toEqual(chart);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  it('is the same Bundle when it is exported a second time', () => {
    fc.assert(
      fc.property(chartArbitrary, (chart) => {
        const bundle = exportBundle(chart, options);
        expect(exportBundle(importBundle(bundle).chart, options)).toEqual(bundle);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it('is a valid Bundle', () => {
    fc.assert(
      fc.property(chartArbitrary, (chart) => {
        expect(complaintsAbout(exportBundle(chart, options))).toEqual([]);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});
