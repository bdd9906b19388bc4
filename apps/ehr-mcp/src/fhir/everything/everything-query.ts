import { periodOf, SearchRefused, type OutcomeIssue, type Period } from '@caregate/core-fhir';

/** What of a chart is asked for (FHIR R4 operation Patient-everything); whatever is absent asks for all. */
export interface EverythingQuery {
  readonly start: Period | undefined;
  readonly end: Period | undefined;
  readonly since: Period | undefined;
  readonly types: ReadonlySet<string> | undefined;
  readonly count: number | undefined;
  /** `Type/id` with which the page before ended. */
  readonly cursor: string | undefined;
  /** What was understood, for the links. */
  readonly understood: readonly Pair[];
}

type Pair = readonly [name: string, value: string];

const once = ['start', 'end', '_since', '_count', '_cursor'];
/** Answers are JSON, so these ask for nothing. */
const withoutEffect = ['_format', '_pretty'];

/** Throws `SearchRefused` with all that is wrong: to pass over a parameter would answer more than was asked. */
export function everythingQuery(pairs: Iterable<Pair>): EverythingQuery {
  const written = [...pairs].filter(([, value]) => value !== '');
  const given = written.filter(([name]) => !withoutEffect.includes(name));
  const all = (name: string) => given.flatMap(([each, value]) => (each === name ? [value] : []));
  const [start, end, since] = ['start', 'end', '_since'].map((name) => all(name)[0]);
  const types = all('_type').flatMap((value) => value.split(','));
  const [count] = all('_count');
  const query = {
    start: start === undefined ? undefined : periodOf(start),
    end: end === undefined ? undefined : periodOf(end),
    since: since === undefined ? undefined : periodOf(since),
    types: types.length === 0 ? undefined : new Set(types),
    count: count === undefined ? undefined : Number(count),
    cursor: all('_cursor')[0],
    understood: written.filter(([name]) => name !== '_cursor'),
  };
  refuseFirst([
    ...unknown(given),
    ...once.filter((name) => all(name).length > 1).map((name) => wrong(name, `${name} may be given once.`)),
    ...(start !== undefined && query.start === undefined ? [wrong('start', 'start is a date of FHIR.')] : []),
    ...(end !== undefined && query.end === undefined ? [wrong('end', 'end is a date of FHIR.')] : []),
    ...(since !== undefined && query.since === undefined ? [wrong('_since', '_since is an instant of FHIR.')] : []),
    ...(/^\d{1,9}$/.test(count ?? '0') ? [] : [wrong('_count', '_count is a whole number.')]),
    ...(/^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.test(query.cursor ?? 'Patient/x')
      ? []
      : [wrong('_cursor', '_cursor is that of the link to the next page.')]),
    ...(types.every((type) => /^[A-Z][A-Za-z]+$/.test(type))
      ? []
      : [wrong('_type', '_type names types of resources.')]),
  ]);
  return query;
}

function unknown(given: readonly Pair[]): OutcomeIssue[] {
  const names = new Set(given.map(([name]) => name).filter((name) => name !== '_type' && !once.includes(name)));
  return [...names].map((name) => ({
    severity: 'error',
    code: 'not-supported',
    text: 'Everything can be narrowed by start, end, _since, _type and _count alone.',
    expression: `http.${name}`,
  }));
}

function wrong(name: string, text: string): OutcomeIssue {
  return { severity: 'error', code: 'value', text, expression: `http.${name}` };
}

function refuseFirst([first, ...others]: readonly OutcomeIssue[]): void {
  if (first !== undefined) throw new SearchRefused([first, ...others]);
}
