import { debianTool } from './debian-tool.js';

/**
 * Describes what needs something of the machine, which it hands on. Where there is none, these specs are counted as
 * skipped: one that returned early would be counted as passed.
 */
export function describeIf<T>(given: T | undefined, title: string, specs: (given: T) => void): void {
  (given === undefined ? describe.skip : describe)(title, () => specs(given as T));
}

/** The same for a program, whose path it hands on; where a run demands all of them, one that is not there is an error. */
export function describeWith(program: string, title: string, specs: (file: string) => void): void {
  describeIf(debianTool(program), title, specs);
}
