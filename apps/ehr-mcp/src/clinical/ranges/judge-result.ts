import { DomainError } from '@caregate/core-errors';
import { analyteOf } from './analyte-of.js';
import type { Comparator } from '../bound-of.js';
import { flagOf, flagOfBound, type Flag, type Limits } from './flag-of.js';
import { rangeFor, type Analyte, type Subject } from './reference-range.js';
import { inUnitOf } from '../units/in-unit-of.js';
import { asUcum, isUnit } from '../units/ucum.js';

/** One number as a laboratory reports it. Its own range is believed before ours. */
export interface ReportedResult {
  readonly component: string;
  readonly loinc?: string | null | undefined;
  readonly value: number;
  /** Where it is not the value, but what that lies beyond. */
  readonly comparator?: Comparator | undefined;
  readonly unit?: string | null | undefined;
  readonly low?: number | null | undefined;
  readonly high?: number | null | undefined;
}

export interface JudgedResult {
  /** Of the quantity that it was taken for, by code or by name. */
  readonly loinc?: string | undefined;
  readonly flag: Flag | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** The flag of a result by age and sex, in whatever unit it was measured. Refuses units and values that cannot be. */
export function judgeResult(result: ReportedResult, subject: Subject): JudgedResult {
  const analyte = analyteOf(result.loinc, result.component);
  if (typeof result.unit === 'string' && !isUnit(result.unit))
    throw unitRefused(result, `is not a UCUM unit${hint(result.unit)}`);
  const own = { low: result.low ?? undefined, high: result.high ?? undefined };
  if (analyte === undefined) return { ...own, flag: flagged(result, own) };
  const value = inUnitOf(analyte, result.value, unitOf(result, analyte), analyte.unit);
  if (value === undefined)
    throw unitRefused(
      result,
      `does not measure the same as ${analyte.unit}${hint(result.unit ?? '')}${another(result)}`,
    );
  refuseImpossible(value, analyte, result);
  const reported = own.low !== undefined || own.high !== undefined;
  const ours = rangeFor(analyte, subject);
  const range = reported ? own : inTheirUnit(ours ?? {}, analyte, result);
  const { low: criticalLow, high: criticalHigh } = analyte.critical ?? {};
  const ends = { low: ours?.criticalLow ?? criticalLow, high: ours?.criticalHigh ?? criticalHigh };
  const critical = inTheirUnit(ends, analyte, result);
  const limits = { ...range, criticalLow: critical.low, criticalHigh: critical.high };
  return { loinc: analyte.loinc, low: range.low, high: range.high, flag: flagged(result, limits) };
}

function unitOf({ unit }: ReportedResult, analyte: Analyte): string {
  return unit ?? analyte.usualUnit ?? analyte.unit;
}

function flagged({ value, comparator }: ReportedResult, limits: Limits): Flag | undefined {
  return comparator === undefined ? flagOf(value, limits) : flagOfBound({ value, comparator }, limits);
}

interface Ends {
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

function inTheirUnit({ low, high }: Ends, analyte: Analyte, result: ReportedResult): Ends {
  const unit = unitOf(result, analyte);
  const converted = (value: number | undefined) =>
    value === undefined ? undefined : rounded(inUnitOf(analyte, value, analyte.unit, unit), analyte.decimals?.[unit]);
  return { low: converted(low), high: converted(high) };
}

/** As it is reported, else to four significant digits: what conversion adds beyond them nobody has measured. */
function rounded(value: number | undefined, decimals?: number): number | undefined {
  if (value === undefined) return undefined;
  return Number(decimals === undefined ? value.toPrecision(4) : value.toFixed(decimals));
}

function refuseImpossible(value: number, { possible, unit }: Analyte, { component, comparator }: ReportedResult): void {
  const [low, high] = possible;
  const mayBe = (value >= low || comparator?.startsWith('>')) && (value <= high || comparator?.startsWith('<'));
  if (mayBe) return;
  const bound = value < low ? `below ${low}` : `above ${high}`;
  throw new DomainError('ehr.lab.implausible', {
    publicMessage: `${component} lies ${bound} ${unit}, which is not possible. Check value and unit.`,
  });
}

/** Units as laboratories print them are many; UCUM, which has one way to write each, is one step away. */
function hint(unit: string): string {
  const meant = asUcum(unit);
  return meant === undefined ? '' : `; write ${meant}`;
}

/** A name alone may stand for more than one quantity, as that of what is in blood and in urine. */
function another({ loinc }: ReportedResult): string {
  return typeof loinc === 'string' ? '' : '; if it is another quantity, give its LOINC code';
}

function unitRefused({ component, unit }: ReportedResult, because: string): DomainError {
  return new DomainError('ehr.unit.invalid', { publicMessage: `The unit "${unit}" of ${component} ${because}.` });
}
