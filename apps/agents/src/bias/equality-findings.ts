import retextEnglish from 'retext-english';
import retextEquality from 'retext-equality';
import { unified } from 'unified';
import type { Finding } from './finding.js';

/** Rules that are right in a manual and wrong in a note, where one person is she and another is his mother. */
const IGNORED: ReadonlySet<string> = new Set([
  'he-she',
  'her-him',
  'her-hers-his',
  'herself-himself',
  'brother-sister',
  'dad-mom',
  'daughter-son',
  'daughters-sons',
  'father-mother',
  'fathers-mothers',
  'husband-wife',
  'husbands-wives',
  'boyfriend-girlfriend',
  'female-male',
  'gal-guy',
  'gals-man',
  'just',
]);

const processor = unified().use(retextEnglish).use(retextEquality);

/** What retext-equality (https://github.com/retextjs/retext-equality) finds inconsiderate. */
export function equalityFindings(text: string): Promise<Finding[]> {
  return new Promise((resolve, reject) => {
    processor.run(processor.parse(text), text, (error, _tree, file) => {
      if (file === undefined) reject(error ?? new Error('The text could not be read.'));
      else resolve(file.messages.flatMap((message) => findingOf(text, message)));
      return undefined;
    });
  });
}

interface Message {
  readonly ruleId?: string | undefined;
  readonly expected?: readonly string[] | undefined;
  readonly place?: object | undefined;
}

function findingOf(text: string, { ruleId = 'unknown', expected = [], place }: Message): Finding[] {
  const start = offsetOf(place, 'start');
  const end = offsetOf(place, 'end');
  if (start === undefined || end === undefined || IGNORED.has(ruleId)) return [];
  const quote = text.slice(start, end);
  const rule = `equality:${ruleId}`;
  return [{ rule, bias_type: 'equality', severity: 'medium', start, end, quote, suggestions: [...expected] }];
}

function offsetOf(place: object | undefined, edge: 'start' | 'end'): number | undefined {
  const point: unknown = place === undefined ? undefined : Reflect.get(place, edge);
  const offset: unknown = typeof point === 'object' && point !== null ? Reflect.get(point, 'offset') : undefined;
  return typeof offset === 'number' ? offset : undefined;
}
