import { debianTool } from './debian-tool.js';

/**
 * Describes what needs a program of the machine, whose path it hands on. Where there is none, these specs are counted as
 * skipped: one that returned early would be counted as passed.
 */
export function describeWith(program: string, title: string, specs: (file: string) => void): void {
  const file = debianTool(program);
  (file === undefined ? describe.skip : describe)(title, () => specs(file ?? ''));
}
