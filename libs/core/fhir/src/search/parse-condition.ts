import type { OutcomeIssue } from '../outcome/operation-outcome.js';
import { dateCondition } from './date-condition.js';
import type { Condition, TokenValue } from './fhir-query.js';
import { splitToken, splitValues, unescape } from './split-values.js';

/** Of a parameter only its kind matters here; a reference brings the types that it may point to. */
export interface ParameterKind {
  readonly kind: 'token' | 'string' | 'date' | 'reference';
  readonly targets?: readonly [string, ...string[]];
}

interface Asked {
  readonly name: string;
  readonly modifier: string | undefined;
  readonly value: string;
}

/** Modifiers beyond these must be refused, never skipped (FHIR R4 search.html#modifiers). */
export function parseCondition(parameter: ParameterKind, asked: Asked, baseUrl?: string): Condition | OutcomeIssue {
  const { name, modifier, value } = asked;
  if (modifier === 'missing') return missing(asked);
  const values = splitValues(value);
  const { kind, targets } = parameter;
  if (kind === 'token' && (modifier === undefined || modifier === 'not'))
    return { kind, name, not: modifier === 'not', anyOf: values.map(tokenValue) };
  if (kind === 'string' && (modifier === undefined || modifier === 'exact' || modifier === 'contains'))
    return { kind, name, match: modifier ?? 'begins', anyOf: values.map(unescape) };
  if (kind === 'date' && modifier === undefined) return dates(name, values);
  if (kind === 'reference' && targets !== undefined) {
    const [target = targets[0]] = modifier === undefined ? targets : targets.filter((type) => type === modifier);
    if (modifier === undefined || target === modifier) {
      const found = values.map((written) => referenceOf(written, { target, targets, baseUrl }));
      const anyOf = found.filter((reference) => reference !== undefined);
      if (anyOf.length === found.length) return { kind, name, anyOf };
      return refuse('value', `${name} refers to ${targets.join(' or ')}.`, name);
    }
  }
  return refuse('not-supported', `The modifier of ${name} is not supported.`, name);
}

function missing({ name, value }: Asked): Condition | OutcomeIssue {
  if (value !== 'true' && value !== 'false') return refuse('value', `${name}:missing is true or false.`, name);
  return { kind: 'missing', name, missing: value === 'true' };
}

function tokenValue(text: string): TokenValue {
  const [first = '', ...others] = splitToken(text);
  if (others.length === 0) return { code: first };
  const code = others.join('|');
  return { system: first === '' ? null : first, ...(code !== '' && { code }) };
}

function dates(name: string, values: readonly string[]): Condition | OutcomeIssue {
  // The plus of an offset that a client did not encode has come as a space.
  const conditions = values
    .map((value) => dateCondition(value.replace(/ (?=\d{2}:\d{2}$)/u, '+')))
    .filter((condition) => condition !== undefined);
  if (conditions.length < values.length) return refuse('value', `${name} is not a date of FHIR.`, name);
  return { kind: 'date', name, anyOf: conditions };
}

interface ReferenceKind {
  /** What a bare id is one of. */
  readonly target: string;
  readonly targets: readonly string[];
  readonly baseUrl: string | undefined;
}

/** FHIR R4 search.html#reference: a bare id, a type and an id, or an address. That of another server is nobody here. */
function referenceOf(value: string, { target, targets, baseUrl }: ReferenceKind): string | undefined {
  const bare = /^[A-Za-z0-9\-.]{1,64}$/.test(value);
  const [, type = '', id = ''] = bare
    ? [value, target, value]
    : (/^(?:https?:\/\/.+\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})$/.exec(value) ?? []);
  if (!targets.includes(type)) return undefined;
  const isElsewhere = value.includes('://') && value !== `${baseUrl}/${type}/${id}`;
  return isElsewhere ? value : `${type}/${id}`;
}

function refuse(code: OutcomeIssue['code'], text: string, name: string): OutcomeIssue {
  return { severity: 'error', code, text, expression: `http.${name}` };
}
