import { keyPeople } from '../../clinic/key-people.js';

/** The Patient module (PS3.3 §C.7.1.1) of a seeded patient: the archive's PatientID is the record's MRN. */
export function patientModule(mrn: string): Readonly<Record<string, string>> {
  const person = keyPeople.find((known) => known.mrn === mrn);
  if (person === undefined) throw new RangeError(`The seed has no patient ${mrn}.`);
  return {
    PatientName: `${person.lastName}^${person.firstName}`,
    PatientID: mrn,
    IssuerOfPatientID: 'CAREGATE',
    PatientBirthDate: person.birthDate.replaceAll('-', ''),
    PatientSex: person.gender === 'male' ? 'M' : 'F',
  };
}
