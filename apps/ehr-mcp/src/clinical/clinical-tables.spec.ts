import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Age } from './ages/age-caution.js';
import { ageCautions } from './ages/age-cautions.data.js';
import { analytes } from './ranges/analytes.data.js';
import { rangeText } from './ranges/range-text.js';
import type { Analyte, ReferenceRange } from './ranges/reference-range.js';

const guide = readFileSync(path.resolve(import.meta.dirname, '../../../../docs/guides/ehr-clinical-tables.md'), 'utf8');

/** Rows of the table under a heading, without the padding. */
function rowsUnder(heading: string): readonly string[] {
  const [, rest = ''] = guide.split(`\n## ${heading}\n`);
  const [section = ''] = rest.split('\n## ');
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => line.slice(1, -1).split('|').map(trimmed).join(' | '));
}

const trimmed = (cell: string) => cell.trim();
const inWords = (row: string) => row.replaceAll(/\b1 (year|month|day)s\b/gu, '1 $1');

function normalOf(ranges: readonly ReferenceRange[]): string {
  const words = ranges.map((range) =>
    `${range.sex ?? ''} ${rangeText({ low: range.low, high: range.high }) ?? 'not judged'}`.trim(),
  );
  return words.join(', ');
}

function adultRow({ name, loinc, unit, ranges, critical = {}, possible }: Analyte): string {
  const adults = ranges.filter(({ belowYears }) => belowYears === undefined);
  return [name, loinc, unit, normalOf(adults), critical.low ?? '', critical.high ?? '', possible.join('–')].join(' | ');
}

function childRows({ name, ranges }: Analyte): readonly string[] {
  const ages = [...new Set(ranges.flatMap(({ belowYears }) => belowYears ?? []))];
  return ages.map((age) => {
    const meant = ranges.filter(({ belowYears }) => belowYears === age);
    const sexed = meant.filter(({ sex }) => sex !== undefined);
    return [name, `under ${ageText(age)}`, normalOf(sexed.length > 0 ? sexed : meant)].join(' | ');
  });
}

function ageText(years: number): string {
  const [days, months] = [Math.round(years * 366), years * 12];
  if (years >= 1) return `${years} years`;
  if (days <= 28) return `${days} days`;
  return Number.isInteger(months * 2) ? `${months} months` : `${Math.round(years * 52)} weeks`;
}

function limit(word: string, age: Age | undefined): string {
  return age === undefined
    ? ''
    : `${word} ${Object.entries(age)
        .flatMap(([unit, count]) => [count, unit])
        .join(' ')}`;
}

describe('docs/guides/ehr-clinical-tables.md', () => {
  it('has what is normal in blood of adults, what is critical and what is not possible', () => {
    expect(rowsUnder('Blood of adults')).toEqual(analytes.map(adultRow));
  });

  it('has what is normal in blood of children', () => {
    expect(rowsUnder('Blood of children')).toEqual(analytes.flatMap(childRows).map(inWords));
  });

  it('has the ages at which drugs are warned of', () => {
    const rows = ageCautions.map(({ drugs, from, under, severity }) =>
      [drugs.join(', '), `${limit('from', from)} ${limit('under', under)}`.trim(), severity].join(' | '),
    );
    expect(rowsUnder('Drugs and age')).toEqual(rows.map(inWords));
  });
});
