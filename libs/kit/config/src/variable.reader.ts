import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Reading {
  readonly value?: string | undefined;
  readonly problem?: string;
}

/**
 * A variable from `X`, or from the file that `X_FILE` names, as container secrets are mounted.
 * Compose and shells cannot unset a variable easily, so an empty one counts as not set.
 */
export function readVariable(variable: string, environment: Environment): Reading {
  const value = environment[variable] || undefined;
  const file = environment[`${variable}_FILE`] || undefined;
  if (file === undefined) return { value };
  if (value !== undefined) return { problem: `is set twice, by itself and by ${variable}_FILE; keep one` };
  return readSecretFile(variable, file);
}

const sizeBytesMax = 65_536;

/** The path stays out of the sentence: people put the secret itself into `X_FILE` by mistake. */
function readSecretFile(variable: string, file: string): Reading {
  try {
    const bytes = readStart(file);
    if (bytes.length > sizeBytesMax) return { problem: `${variable}_FILE names a file that is too large` };
    const text = textOf(bytes)?.replace(/[\r\n]+$/u, '');
    if (text === undefined) return { problem: `${variable}_FILE names a file that is no text in UTF-8` };
    return text === '' ? { problem: `${variable}_FILE names an empty file` } : { value: text };
  } catch (error) {
    return { problem: `${variable}_FILE ${whyUnreadable(error)}` };
  }
}

/** One byte more than may be, and no more: a device never ends, and a dump may be larger than the memory. */
function readStart(file: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(sizeBytesMax + 1);
    let size = 0;
    for (let read = -1; read !== 0 && size < bytes.length; size += read)
      read = readSync(handle, bytes, size, bytes.length - size, null);
    return bytes.subarray(0, size);
  } finally {
    closeSync(handle);
  }
}

/** Without the byte order mark of editors. What is no text would become one that others become too (U+FFFD). */
function textOf(bytes: Buffer): string | undefined {
  if (!isUtf8(bytes) || bytes.includes(0)) return undefined;
  return new TextDecoder().decode(bytes);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'names a file that does not exist',
  EISDIR: 'names a folder; a file is needed',
  EACCES: 'names a file that this process may not read',
};

function whyUnreadable(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  return reasons[code] ?? `names a file that cannot be read (${code})`;
}
