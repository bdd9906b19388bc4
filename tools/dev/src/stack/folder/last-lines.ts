import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readIfThere } from './state-folder.js';

const LINES = 12;

/** Of a log: there the reason stands. */
export function lastLines(file: string): readonly string[] {
  return (readIfThere(file) ?? '').trimEnd().split('\n').slice(-LINES);
}

/** What was written behind so many bytes, however long the file is by then. */
export function textSince(file: string, bytes: number): string {
  const handle = openSync(file, 'r');
  try {
    const text = Buffer.alloc(Math.max(0, fstatSync(handle).size - bytes));
    readSync(handle, text, 0, text.length, bytes);
    return text.toString('utf8');
  } finally {
    closeSync(handle);
  }
}
