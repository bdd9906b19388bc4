import type { NameWay } from './name-ways.js';

export interface SqlQuery {
  readonly text: string;
  readonly values: unknown[];
}

export interface NameQuestion {
  readonly ways: readonly NameWay[];
  readonly limit: number;
  /** Only these patients. */
  readonly among?: readonly string[];
}

/** The part of a query that is asked of one way; `bind` answers the placeholder of a value. */
type WayQuery = (
  way: NameWay,
  bind: (value: unknown) => string,
) => { where: string[]; distance: string; order: string };

/** Greater than anything that a name can go on with. */
const LAST_CHARACTER = String.fromCodePoint(0x10ffff);

const FIRST = 'ehr.folded(first_name)';
const LAST = 'ehr.folded(last_name)';
/** Accents, like capital letters, do not count. */
const folded = (text: string) => `ehr.folded(${text}::text)`;
const FIRST_C = `${FIRST} collate "C"`;
const LAST_C = `${LAST} collate "C"`;

/** Patients whose names begin so. By range, not LIKE: the planner need not see the value, and nothing needs escaping. */
export function beginningQuery(question: NameQuestion): SqlQuery {
  return unite(question, ({ first, last }, bind) => {
    const begins = (name: string, value: string) =>
      value === '' ? [] : [`${name} between ${folded(bind(value))} and ${folded(bind(value + LAST_CHARACTER))}`];
    const order = last === '' ? `${FIRST_C}, ${LAST_C}` : `${LAST_C}, ${FIRST_C}`;
    return { where: [...begins(LAST_C, last), ...begins(FIRST_C, first)], distance: '0', order };
  });
}

/** Patients whose names share enough trigrams (pg_trgm, `%`), the nearest first. */
export function likenessQuery(question: NameQuestion): SqlQuery {
  return unite(question, ({ first, last }, bind) => {
    const asked = [
      { name: FIRST, value: first },
      { name: LAST, value: last },
    ].flatMap(({ name, value }) => (value === '' ? [] : [{ name, place: folded(bind(value)) }]));
    return {
      where: asked.map(({ name, place }) => `${name} % ${place}`),
      distance: `(${asked.map(({ name, place }) => `(${name} <-> ${place})`).join(' + ')}) / ${asked.length}`,
      order: 'distance',
    };
  });
}

/**
 * Each way has its own index scan and its own limit; a patient found in several ways counts once. Answers rows of
 * `PatientFound`, the nearest first.
 */
function unite({ ways, limit, among }: NameQuestion, query: WayQuery): SqlQuery {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const most = bind(limit);
  const only = among === undefined ? [] : [`id = any(${bind(among)})`];
  const parts = ways.map((way) => {
    const { where, distance, order } = query(way, bind);
    return `(select id, ${distance} as distance, ${LAST_C} as last, ${FIRST_C} as first
               from ehr.patient where ${[...where, ...only].join(' and ')} order by ${order} limit ${most})`;
  });
  const found = parts.join(' union all ');
  const nearest = `select id, min(distance) as distance, min(last) as last, min(first) as first
                     from (${found}) found group by id order by 2, 3, 4, 1 limit ${most}`;
  const text = `select id, mrn, first_name as "firstName", last_name as "lastName", birth_date::text as "birthDate", email
                  from (${nearest}) nearest join ehr.patient using (id) order by distance, last, first, id`;
  return { text, values };
}
