import { decoded } from './decoded.js';

/** Parameters as a form writes them: a plus is a space. */
export function fhirParameters(text: string): URLSearchParams {
  const pairs = text.split('&').filter((pair) => pair !== '');
  return new URLSearchParams(
    pairs.map((pair): [name: string, value: string] => {
      const [name = ''] = pair.split('=', 1);
      return [formDecoded(name), formDecoded(pair.slice(name.length + 1))];
    }),
  );
}

function formDecoded(text: string): string {
  return decoded(text.replaceAll('+', ' '));
}
