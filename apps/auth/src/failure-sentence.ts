import { DomainError } from '@caregate/core-errors';
import { z } from 'zod';

/** What a command at the terminal says of why it failed: what is wrong in what it was given, never how that was found. */
export function failureSentence(error: unknown): string {
  if (error instanceof DomainError) return error.publicMessage;
  if (error instanceof z.ZodError) return error.issues.map(issueSentence).join('\n');
  if (error instanceof SyntaxError) return `That is no JSON: ${error.message}`;
  const known = error instanceof Error && 'code' in error ? files[String(error.code)] : undefined;
  if (known !== undefined && error instanceof Error && 'path' in error) return `${String(error.path)} ${known}.`;
  return error instanceof Error ? error.message : String(error);
}

const files: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'may not be read or written by this user',
  EISDIR: 'is a folder',
  EEXIST: 'is there already, and is not overwritten',
};

function issueSentence({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
