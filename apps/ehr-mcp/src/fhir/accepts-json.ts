/** JSON by any of its names: those of FHIR R4 http.html#mime-type, and of older versions. */
const jsonTypes = ['application/fhir+json', 'application/json', 'application/json+fhir', 'text/json'];

interface MediaRange {
  readonly type: string;
  readonly parameters: readonly string[];
}

/** Whether an answer in JSON of R4 is welcome; `_format` goes before the header (FHIR R4 http.html#parameters). */
export function acceptsJson(accept: string | undefined, format: string | null): boolean {
  // A form reads the plus of a media type as a space.
  if (format !== null && format !== '') return format === 'json' || isJson(rangeOf(format.trim().replaceAll(' ', '+')));
  if (accept === undefined || accept.trim() === '') return true;
  return accept.split(',').map(rangeOf).some(isJson);
}

function rangeOf(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  return { type, parameters };
}

function isJson({ type, parameters }: MediaRange): boolean {
  if (parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) return false;
  // FHIR R4 http.html#version-parameter: another version than ours cannot be answered.
  if (parameters.some((parameter) => /^fhirversion="?(?!4\.0)/.test(parameter))) return false;
  return jsonTypes.includes(type) || ['*/*', 'application/*'].includes(type);
}
