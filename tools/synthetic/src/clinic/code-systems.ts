/** The names by which FHIR knows the code systems (HL7 terminology, https://terminology.hl7.org). */
export const codeSystems = {
  snomed: 'http://snomed.info/sct',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  loinc: 'http://loinc.org',
} as const;
