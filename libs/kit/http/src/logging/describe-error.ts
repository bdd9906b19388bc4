import { DomainError } from '@caregate/core-errors';
import { clippedText } from './clipped-text.js';

const CAUSES_MAX = 4;
/** From the first quote to the last, because a quoted text may hold quotes itself. */
const QUOTED = /".*"/gs;
/** SQLSTATE classes whose messages quote names of the schema; values are in fields that are not kept (PostgreSQL A). */
const QUOTES_NAMES = /^(?:23|28|3D|3F|42)[0-9A-Z]{3}$/;
/** Fields in which libraries keep ids and codes. All others may hold parameters, rows or requests. */
const KEPT = ['code', 'kind', 'status', 'statusCode', 'syscall', 'port', 'schema', 'table', 'column', 'constraint'];

/** What a log may know of an error: kind, place and code. Statements, parameters and quoted values stay behind. */
export function describeError(
  error: Error,
  sanitize: (facts: object) => object,
  causes = CAUSES_MAX,
): Record<string, unknown> {
  const facts: Record<string, unknown> = { type: error.name, message: clippedText(messageOf(error)) };
  for (const name of KEPT) {
    const value: unknown = Reflect.get(error, name);
    if (typeof value === 'string' || typeof value === 'number') facts[name] = value;
  }
  if (error instanceof DomainError) facts['detail'] = sanitize(error.detail);
  facts['stack'] = framesOf(error);
  if (error.cause instanceof Error && causes > 0) facts['cause'] = describeError(error.cause, sanitize, causes - 1);
  return facts;
}

/** PostgreSQL and `JSON.parse` quote the offending value in double quotes, which may be a person's name. */
function messageOf(error: Error): string {
  const code: unknown = Reflect.get(error, 'code');
  const harmless = error instanceof DomainError || (typeof code === 'string' && QUOTES_NAMES.test(code));
  return harmless ? error.message : error.message.replaceAll(QUOTED, '"…"');
}

/** The first lines of a stack repeat the message, so only the frames are kept. */
function framesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
}
