/** JSON by any of its names: those of FHIR R4 http.html#mime-type, and of older versions. */
const jsonTypes = ['application/fhir+json', 'application/json', 'application/json+fhir', 'text/json'];

/** The nearer a range is to the type, the more it counts (RFC 9110 §12.5.1). */
const byNearness = [jsonTypes, ['application/*'], ['*/*']];

interface MediaRange {
  readonly type: string;
  readonly parameters: readonly string[];
}

/** Whether an answer in JSON of R4 is welcome; `_format` goes before the header (FHIR R4 http.html#parameters). */
export function acceptsJson(accept = '', format: string | null): boolean {
  // A form reads the plus of a media type as a space.
  if (format !== null && format.trim() !== '') return isJsonFormat(rangeOf(format.trim().replaceAll(' ', '+')));
  const asked = accept.split(',').filter((range) => range.trim() !== '');
  if (asked.length === 0) return true;
  const ranges = asked.map(rangeOf).filter(isOfOurVersion);
  const matches = byNearness.map((types) => ranges.filter(({ type }) => types.includes(type)));
  return (matches.find((found) => found.length > 0) ?? []).some(isWelcome);
}

function isJsonFormat(range: MediaRange): boolean {
  return (range.type === 'json' || jsonTypes.includes(range.type)) && isOfOurVersion(range);
}

function rangeOf(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  return { type, parameters };
}

function isWelcome({ parameters }: MediaRange): boolean {
  return !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
}

/** FHIR R4 http.html#version-parameter: another version than ours cannot be answered. */
function isOfOurVersion({ parameters }: MediaRange): boolean {
  return parameters.every((parameter) => !parameter.startsWith('fhirversion=') || ours.test(parameter));
}

const ours = /^fhirversion="?4\.0(?:\.\d+)?"?$/;
