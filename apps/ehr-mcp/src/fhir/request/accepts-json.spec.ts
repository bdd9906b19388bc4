import { acceptsJson } from './accepts-json.js';

describe('what a client of the facade accepts (FHIR R4 http.html#mime-type)', () => {
  it.each([
    [undefined, null, true],
    ['', null, true],
    ['application/fhir+json', null, true],
    ['application/fhir+json; fhirVersion=4.0', null, true],
    ['application/fhir+json; fhirVersion=5.0', null, false],
    ['application/fhir+json; fhirVersion="4.0"', null, true],
    ['application/fhir+json; fhirVersion=4.01', null, false],
    ['application/fhir+json; fhirVersion=5.0, */*;q=0.1', null, true],
    ['application/fhir+json;q=0, */*', null, false],
    [',', null, true],
    ['application/json', null, true],
    ['*/*', null, true],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', null, true],
    ['application/fhir+xml', null, false],
    ['application/fhir+xml, application/fhir+json;q=0.1', null, true],
    ['application/fhir+json;q=0', null, false],
    ['application/fhir+xml', 'json', true],
    [undefined, 'application/fhir+json', true],
    [undefined, 'application/fhir json', true],
    [undefined, 'JSON', true],
    [undefined, 'application/fhir+json;fhirVersion=3.0', false],
    ['application/fhir+json', 'xml', false],
    ['application/fhir+json', 'text/turtle', false],
    ['application/fhir+xml', '', false],
  ])('%j with _format %j: %s', (accept, format, expected) => {
    expect(acceptsJson(accept, format)).toBe(expected);
  });
});
