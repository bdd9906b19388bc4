import type { PatientRow } from '../clinic-rows.js';

/** Patients that scripts and documents name. Two of them, and nobody else, answer to a search for "John". */
export const keyPeople: readonly KeyPerson[] = [
  { mrn: 'MRN001', firstName: 'John', lastName: 'Doe', gender: 'male', birthDate: '1985-06-15' },
  { mrn: 'MRN002', firstName: 'Jane', lastName: 'Smith', gender: 'female', birthDate: '1990-03-22' },
  { firstName: 'Robert', lastName: 'Johnson', gender: 'male', birthDate: '1958-11-02' },
  { firstName: 'Siobhán', lastName: "O'Brien", gender: 'female', birthDate: '1979-02-17' },
  { firstName: 'Jörg', lastName: 'Müller', gender: 'male', birthDate: '1964-09-30' },
  { firstName: 'Mary-Ann', lastName: 'García-López', gender: 'female', birthDate: '2011-07-08' },
];

interface KeyPerson extends Pick<PatientRow, 'firstName' | 'lastName' | 'gender' | 'birthDate'> {
  readonly mrn?: string;
}
