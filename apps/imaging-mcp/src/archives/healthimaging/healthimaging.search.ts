import type { SearchByAttributeValue, SearchCriteria as SearchCriteriaOfModel } from '@aws-sdk/client-medical-imaging';
import type { SearchCriteria, SearchValue } from '../search-criteria.js';

/** The criteria in the words of the SDK, which wants moments as `Date`. */
export function searchOf({ filters, sort }: SearchCriteria): SearchCriteriaOfModel | undefined {
  if (filters === undefined && sort === undefined) return undefined;
  return {
    ...(filters !== undefined && {
      filters: filters.map(({ operator, values }) => ({ operator, values: values.map(valueOf) })),
    }),
    ...(sort !== undefined && { sort }),
  };
}

function valueOf({ createdAt, updatedAt, ...rest }: SearchValue): SearchByAttributeValue {
  if (createdAt !== undefined) return { createdAt: new Date(createdAt) };
  if (updatedAt !== undefined) return { updatedAt: new Date(updatedAt) };
  // The schema has seen to it that exactly one attribute is there, which the union of the model asks for.
  return rest as SearchByAttributeValue;
}
