import { pino, type Logger as PinoLogger, type LoggerOptions as PinoOptions } from 'pino';
import { findContext } from '../context/request-context.js';
import { LineOutput } from './line-output.js';
import { maskText } from './mask-text.js';
import { sanitize } from './sanitize.js';

interface LogMethod {
  (facts: object, message?: string): void;
  (message: string): void;
}

/** Facts first, then a sentence: `logger.warn({ jobId }, 'the job was given up')`. */
export interface Logger {
  readonly debug: LogMethod;
  readonly info: LogMethod;
  readonly warn: LogMethod;
  readonly error: LogMethod;
  readonly fatal: LogMethod;
  child(facts: object): Logger;
  /** Writes what is buffered; the process does so by itself when it ends in order. */
  flush(): void;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

export interface LoggerOptions {
  readonly service: string;
  /** Without one: `debug` in the profile `dev`, else `info`. */
  readonly level?: LogLevel;
  readonly profile?: 'dev' | 'staging' | 'production';
  /** Where the lines go; standard output unless given (a stdio transport must give standard error, 2). */
  readonly destination?: { write(line: string): void } | 1 | 2;
}

/** JSON lines, each with the request's id, all through one sanitizer: ids, never tokens, bodies or a person's data. */
export function createLogger({ service, level, profile = 'dev', destination: to = 1 }: LoggerOptions): Logger {
  const options: PinoOptions = {
    level: level ?? (profile === 'dev' ? 'debug' : 'info'),
    base: { service },
    timestamp: timeField,
    formatters: { level: (label) => ({ level: label }), bindings: (facts) => bindingsOf(facts) },
    serializers: { err: (error: unknown) => error },
    mixin: requestIdOfContext,
    hooks: { logMethod: sanitizeArguments, streamWrite: maskText },
  };
  return pino(options, typeof to === 'number' ? outputTo(to) : to);
}

const outputs = new Map<1 | 2, LineOutput>();

/** One for all loggers of the process, so that their lines come in order. */
function outputTo(descriptor: 1 | 2): LineOutput {
  const output = outputs.get(descriptor) ?? new LineOutput(descriptor);
  outputs.set(descriptor, output);
  return output;
}

let field = '';
let fieldMilliseconds = 0;

/** Under load many lines share a millisecond, and writing a date is dear. */
function timeField(): string {
  const now = Date.now();
  if (now !== fieldMilliseconds) {
    field = `,"time":"${new Date(now).toISOString()}"`;
    fieldMilliseconds = now;
  }
  return field;
}

function bindingsOf(facts: object): Record<string, unknown> {
  return sanitize(facts);
}

function requestIdOfContext(): object {
  const context = findContext();
  return context === undefined ? {} : { requestId: context.requestId };
}

function sanitizeArguments(
  this: PinoLogger,
  [first, ...rest]: Parameters<PinoLogger['info']>,
  write: (...facts: Parameters<PinoLogger['info']>) => void,
): void {
  const facts: unknown = first;
  if (facts instanceof Error) return write.call(this, sanitize({ err: facts }), ...rest);
  if (typeof facts === 'object' && facts !== null) return write.call(this, sanitize(facts), ...rest);
  write.call(this, first, ...rest);
}
