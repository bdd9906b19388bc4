import { readFileSync } from 'node:fs';

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
    const text = readFileSync(file, 'utf8').replace(/[\r\n]+$/u, '');
    if (text === '') return { problem: `${variable}_FILE names an empty file` };
    if (Buffer.byteLength(text) > sizeBytesMax) return { problem: `${variable}_FILE names a file that is too large` };
    return { value: text };
  } catch (error) {
    return { problem: `${variable}_FILE ${whyUnreadable(error)}` };
  }
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
