import { readIfThere } from './state-folder.js';

const LINES = 12;

/** Of a log: there the reason stands. */
export function lastLines(file: string): readonly string[] {
  return (readIfThere(file) ?? '').trimEnd().split('\n').slice(-LINES);
}
