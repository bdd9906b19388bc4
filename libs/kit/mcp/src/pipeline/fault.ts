import { DomainError } from '@caregate/core-errors';
import { isDatabaseAway, isTextRefused } from '@caregate/data-models';
import type { LoggerPort } from '../ports/logger.port.js';

/**
 * Anything that is not a foreseen error is internal to the caller, or says that the database is away or cannot hold a
 * text; what it was stays in the log, beside the id that the caller gets.
 */
export function foreseen(thrown: unknown, logger: LoggerPort, fields: object): DomainError {
  const error = thrown instanceof DomainError ? thrown : unforeseen(thrown);
  if (
    (error !== thrown && error.kind !== 'invalid') ||
    error.kind === 'internal' ||
    error.code === 'audit.write.failed'
  )
    logger.error({ ...fields, code: error.code, ...error.detail, ...faultOf(error.cause ?? error) }, 'call failed');
  return error;
}

function unforeseen(thrown: unknown): DomainError {
  if (isTextRefused(thrown)) return new DomainError('request.invalid', { cause: thrown });
  return new DomainError(isDatabaseAway(thrown) ? 'service.unavailable' : 'service.internal', { cause: thrown });
}

const FRAMES_MAX = 8;

/** An error as a log may hold it: what and where, without the message, which may quote a person's data. */
export function faultOf(error: unknown): object {
  if (!(error instanceof Error)) return { fault: typeof error };
  const frames = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')) ?? [];
  const faultCode = 'code' in error && typeof error.code === 'string' ? { faultCode: error.code } : {};
  return { fault: error.name, ...faultCode, frames: frames.slice(0, FRAMES_MAX).map((line) => line.trim()) };
}
