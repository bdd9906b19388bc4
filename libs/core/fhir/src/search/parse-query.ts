import type { OutcomeIssue } from '../outcome/operation-outcome.js';
import { summaries, type Condition, type FhirQuery, type SortRule } from './fhir-query.js';
import { parseInclude, type Include } from './include.js';
import { parseCondition, type ParameterKind } from './parse-condition.js';
import { SearchRefused } from './search-refused.js';
import { servedTypes, type ServedType } from './served-types.js';
import { unknownParameter } from './unknown-parameter.js';

const countDefault = 50;
const countMax = 500;

export interface ParseOptions {
  /** `Prefer: handling=strict` refuses unknown parameters; otherwise they are ignored and named. */
  readonly handling?: 'strict' | 'lenient';
  /** Address of this server: a reference that begins with it is one to what is here. */
  readonly baseUrl?: string;
}

type Pair = readonly [name: string, value: string];

/** Reads the parameters of a search. Throws `SearchRefused` with all that is wrong, not only the first of it. */
export function parseQuery(
  type: ServedType,
  pairs: Iterable<Pair>,
  { handling, baseUrl }: ParseOptions = {},
): FhirQuery {
  const reader = new QueryReader(type, baseUrl);
  for (const [name, value] of pairs) reader.take(name, value);
  return reader.finish(handling ?? 'lenient');
}

/** Results are JSON, so these ask for nothing. */
const withoutEffect = ['_format', '_pretty'];
const results = ['_count', '_cursor', '_sort', '_summary', '_elements', '_total'];
/** An estimate would take as long as the number itself. */
const totals = ['none', 'estimate', 'accurate'];

class QueryReader {
  private readonly parameters: Readonly<Record<string, ParameterKind>>;
  private readonly conditions: Condition[] = [];
  private readonly problems: OutcomeIssue[] = [];
  private readonly ignored: string[] = [];
  private readonly understood: Pair[] = [];
  private readonly includes: Include[] = [];
  private readonly results = new Map<string, string>();

  constructor(
    private readonly type: ServedType,
    private readonly baseUrl: string | undefined,
  ) {
    this.parameters = servedTypes[type].parameters;
  }

  take(written: string, value: string): void {
    // A parameter without a value says nothing (FHIR R4 search.html#errors).
    if (/^,*$/.test(value)) return;
    // Whoever asks for JSON in the address may accept something else, and follows the links with it.
    if (withoutEffect.includes(written)) return void this.understood.push([written, value]);
    const [, name = '', modifier] = /^([^:]*)(?::(.*))?$/su.exec(written) ?? [];
    const parameter = Object.hasOwn(this.parameters, name) ? this.parameters[name] : undefined;
    if (written === '_include' || written === '_revinclude') return this.include(written, value);
    if (parameter !== undefined) this.condition(parameter, { name, modifier, value });
    else if (results.includes(written)) this.result(written, value);
    else this.ignored.push(written);
    if (parameter !== undefined || (this.results.has(written) && written !== '_cursor'))
      this.understood.push([written, value]);
  }

  finish(handling: 'strict' | 'lenient'): FhirQuery {
    const query = {
      type: this.type,
      conditions: this.conditions,
      includes: this.includes,
      sort: this.sort(),
      ...this.amount(),
      cursor: this.results.get('_cursor'),
      elements: this.results.get('_elements')?.split(',') ?? [],
      ignored: this.ignored,
      understood: this.understood,
    };
    if (handling === 'strict') this.problems.push(...this.ignored.map((name) => unknownParameter(name, 'error')));
    const [first, ...others] = this.problems;
    if (first !== undefined) throw new SearchRefused([first, ...others]);
    return query;
  }

  private condition(parameter: ParameterKind, asked: { name: string; modifier: string | undefined; value: string }) {
    const parsed = parseCondition(parameter, asked, this.baseUrl);
    if ('severity' in parsed) this.problems.push(parsed);
    else this.conditions.push(parsed);
  }

  /** Whose pointers nobody knows is passed over like a parameter nobody knows. */
  private include(name: '_include' | '_revinclude', value: string): void {
    const rules = parseInclude(this.type, name, value);
    this.includes.push(...rules);
    if (rules.length === 0) this.ignored.push(name);
    else this.understood.push([name, value]);
  }

  private result(name: string, value: string): void {
    if (this.results.has(name)) this.problem(name, `${name} may be given once.`);
    else this.results.set(name, value);
  }

  private sort(): SortRule[] {
    const rules = (this.results.get('_sort') ?? '').split(',').filter((rule) => rule !== '');
    return rules.flatMap((rule) => {
      const by = rule.replace(/^-/, '');
      if (Object.hasOwn(this.parameters, by)) return [{ by, descending: rule.startsWith('-') }];
      this.problem('_sort', 'Results cannot be sorted by this.');
      return [];
    });
  }

  /** `_count=0` asks for the number alone (FHIR R4 search.html#count). */
  private amount(): Pick<FhirQuery, 'count' | 'isCounted' | 'summary'> {
    const text = this.results.get('_count') ?? String(countDefault);
    if (!/^\d{1,9}$/.test(text)) this.problem('_count', '_count is a whole number.');
    const asked = this.results.get('_summary') ?? 'false';
    const summary = summaries.find((candidate) => candidate === asked);
    if (summary === undefined) this.problem('_summary', `_summary is one of ${summaries.join(', ')}.`);
    const total = this.results.get('_total') ?? 'accurate';
    if (!totals.includes(total)) this.problem('_total', `_total is one of ${totals.join(', ')}.`);
    const count = Math.min(Number(text), countMax);
    const isNumberAlone = count === 0 || summary === 'count';
    return {
      count,
      isCounted: isNumberAlone || total !== 'none',
      summary: isNumberAlone ? 'count' : (summary ?? 'false'),
    };
  }

  private problem(name: string, text: string): void {
    this.problems.push({ severity: 'error', code: 'value', text, expression: `http.${name}` });
  }
}
