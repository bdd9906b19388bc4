import { DomainError } from '@caregate/core-errors';

/** Parameters as a form writes them. What is not UTF-8 behind its percent signs is refused, for a guess finds others. */
export function fhirParameters(text: string): URLSearchParams {
  try {
    decodeURIComponent(text);
  } catch (cause) {
    throw new DomainError('request.invalid', { cause });
  }
  return new URLSearchParams(text);
}
