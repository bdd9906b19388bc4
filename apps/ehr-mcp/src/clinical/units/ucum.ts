import { createRequire } from 'node:module';

/** The part of `@lhncbc/ucum-lhc` that we use; it is CommonJS and brings no types. */
interface UcumUtilities {
  validateUnitString(unit: string): { readonly status: string; readonly ucumCode: string | null };
  convertUnitTo(
    from: string,
    value: number,
    to: string,
    options: { readonly molecularWeight?: number; readonly charge?: number },
  ): { readonly status: string; readonly toVal: number | null };
}

let loaded: UcumUtilities | undefined;

/** Whether it is a unit of UCUM (https://ucum.org/ucum), written as UCUM writes it. */
export function isUnit(unit: string): boolean {
  return isWrittenWhole(unit) && ucum().validateUnitString(unit).status === 'valid';
}

/** The library prints what it cannot read at all, so that such texts must not reach it. */
function isWrittenWhole(unit: string): boolean {
  const bare = unit.replaceAll(/\[[^[\]]*\]|\{[^{}]*\}/g, '');
  return /^[!-~]{1,40}$/.test(unit) && !/[[\]{}()]/.test(bare.replaceAll(/\([^()]+\)/g, ''));
}

/** How UCUM writes what laboratories print, such as µmol/L, mEq/L or K/uL; `undefined` where that is not known. */
export function asUcum(unit: string): string | undefined {
  const written = unit
    .replaceAll(/\s/g, '')
    .replaceAll(/[\u00B5\u03BC]/g, 'u')
    .replaceAll(/m[Ee][Qq]/g, 'meq')
    .replace(/^[xX\u00D7]?10[\^*eE]?([36912]+)\//, '10*$1/')
    .replace(/^(?:K|thou)\//, '10*3/')
    .replace(/^mcg\b/, 'ug')
    .replace(/^gm\b/, 'g')
    .replace(/^cells\//, '{cells}/')
    .replace(/^sec$/, 's')
    .replace(/\/hr$/, '/h')
    .replace(/^(m|u|\u00B5)?I?U\//, '$1[IU]/')
    .replace(/^mmHg$/, 'mm[Hg]')
    .replace(/cumm$|mm3$/, 'uL');
  return written !== unit && isUnit(written) ? written : undefined;
}

/** What has to be known of a substance to tell its mass, its amount and its charges from each other. */
export interface Substance {
  /** g/mol. */
  readonly molarMass?: number;
  /** Of its ion, without sign. */
  readonly charge?: number;
}

/** The same quantity in another unit; `undefined` where the two do not measure the same. */
export function inUnit(
  value: number,
  from: string,
  to: string,
  { molarMass, charge }: Substance = {},
): number | undefined {
  if (from === to) return value;
  if (!isUnit(from)) return undefined;
  const { status, toVal } = ucum().convertUnitTo(asEnzyme(from), value, asEnzyme(to), {
    ...(molarMass !== undefined && { molecularWeight: molarMass }),
    ...(charge !== undefined && { charge }),
  });
  return status === 'succeeded' && toVal !== null ? toVal : undefined;
}

/**
 * UCUM converts no arbitrary unit, not even into a thousand of the same. Of one analyte laboratories mean by [IU] one
 * thing only, and by that of an enzyme what UCUM calls U.
 */
function asEnzyme(unit: string): string {
  return unit.replaceAll(/\[[iI]U\]/g, 'U');
}

/** Read when it is first needed: the table of units costs 50 ms and a few megabytes. */
function ucum(): UcumUtilities {
  if (loaded !== undefined) return loaded;
  const module: unknown = createRequire(import.meta.url)('@lhncbc/ucum-lhc');
  // What the package documents of itself.
  const { UcumLhcUtils } = module as { readonly UcumLhcUtils: { getInstance(): UcumUtilities } };
  loaded = UcumLhcUtils.getInstance();
  return loaded;
}
