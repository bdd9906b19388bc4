import { keyPeople } from '../../clinic/people/key-people.js';
import { derivedUid } from '../derived-uid.js';
import type { StudyPlan } from '../study-plan.js';
import type { SyntheticStudy } from '../synthetic-study.js';

/** Who and what a study is about: the archive's PatientID is the MRN of the record. */
export function studyHeader(plan: StudyPlan): Omit<SyntheticStudy, 'modality' | 'series'> {
  const person = keyPeople.find(({ mrn }) => mrn === plan.patientMrn);
  if (person === undefined) throw new RangeError(`The seed has no patient ${plan.patientMrn}.`);
  const { patientMrn, studyId, accessionNumber, description, studyDate, studyTime } = plan;
  return {
    patientMrn,
    patientName: `${person.lastName}^${person.firstName}`,
    patientBirthDate: person.birthDate.replaceAll('-', ''),
    patientSex: person.gender === 'male' ? 'M' : 'F',
    studyInstanceUid: derivedUid(plan.seed, plan.name),
    studyId,
    accessionNumber,
    description,
    studyDate,
    studyTime,
  };
}
