import { DomainError } from '@caregate/core-errors';
import type { SearchCriteria, SearchFilter, SearchValue } from '../search-criteria.js';

type Attribute = Exclude<keyof SearchValue, 'createdAt' | 'updatedAt' | 'isPrimary' | 'DICOMStudyDateAndTime'>;

const NAMES: Readonly<Record<Attribute, string>> = {
  DICOMPatientId: 'PatientID',
  DICOMAccessionNumber: 'AccessionNumber',
  DICOMStudyId: 'StudyID',
  DICOMStudyInstanceUID: 'StudyInstanceUID',
  DICOMSeriesInstanceUID: 'SeriesInstanceUID',
};

/** The same criteria as a query of QIDO-RS (PS3.18 §10.6), which knows neither order nor dates of arrival. */
export function queryOf({ filters = [], sort }: SearchCriteria): URLSearchParams {
  if (sort !== undefined) throw unsearchable('This archive cannot sort; leave sort out.');
  const query = new URLSearchParams();
  for (const filter of filters) addTo(query, filter);
  return query;
}

function addTo(query: URLSearchParams, { operator, values }: SearchFilter): void {
  const [from, to] = values.map(({ DICOMStudyDateAndTime: moment }) => moment);
  if (from !== undefined) {
    if (from.DICOMStudyTime !== undefined || to?.DICOMStudyTime !== undefined)
      throw unsearchable('This archive searches by DICOMStudyDate only, without DICOMStudyTime.');
    const period = to === undefined ? from.DICOMStudyDate : `${from.DICOMStudyDate}-${to.DICOMStudyDate}`;
    return query.append('StudyDate', period);
  }
  const [name, value] = Object.entries(values[0] ?? {})[0] ?? [];
  if (operator !== 'EQUAL' || !isAttribute(name)) throw unsearchable(`This archive cannot search by ${name}.`);
  const text = String(value);
  // PS3.4 C.2.2.2.4 would take them for anything; EQUAL means what stands there.
  if (/[*?\\,]/.test(text)) throw unsearchable('A value must not contain any of * ? \\ and a comma.');
  query.append(NAMES[name], text);
}

function isAttribute(name: string | undefined): name is Attribute {
  return name !== undefined && name in NAMES;
}

function unsearchable(publicMessage: string): DomainError {
  return new DomainError('imaging.search.invalid', { publicMessage });
}
