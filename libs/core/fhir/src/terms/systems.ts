/** Names of code systems, identifier systems and profiles; those of FHIR R4 unless said otherwise. */
export const systems = {
  loinc: 'http://loinc.org',
  ucum: 'http://unitsofmeasure.org',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  npi: 'http://hl7.org/fhir/sid/us-npi',
  identifierType: 'http://terminology.hl7.org/CodeSystem/v2-0203',
  observationCategory: 'http://terminology.hl7.org/CodeSystem/observation-category',
  interpretation: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
  rangeMeaning: 'http://terminology.hl7.org/CodeSystem/referencerange-meaning',
  diagnosticSection: 'http://terminology.hl7.org/CodeSystem/v2-0074',
  allergyVerification: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification',
  allergyClinical: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical',
  coverageClass: 'http://terminology.hl7.org/CodeSystem/coverage-class',
  provenanceRole: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
  dataOperation: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation',
  dataAbsent: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
  /** Identifiers that this house gives: it is their only source, so their system is its own name for them. */
  mrn: 'urn:caregate:mrn',
  appointment: 'urn:caregate:appointment',
  prescription: 'urn:caregate:prescription',
  labOrder: 'urn:caregate:lab-order',
  subject: 'urn:caregate:subject',
  client: 'urn:caregate:client',
  /** Da Vinci Plan-Net STU1: whether a practitioner takes new patients; R4 itself has no element for it. */
  newPatients: 'http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/newpatients',
  acceptingPatients: 'http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/AcceptingPatientsCS',
} as const;

/** Of words: the unit in which they are meant (a Coding, as in the extension questionnaire-unit of R4). */
export const unitExtension = 'urn:caregate:unit';

export const absentExtension = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';
