import { types } from 'node:util';
import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';

/** Of the operating system, when nobody answers or a connection breaks. */
const NETWORK_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
]);

/**
 * SQLSTATE: connection exception, nothing written where a standby takes over, lost against a transaction at the same time,
 * insufficient resources, a lock or an answer not had in time, shutdown, crash, starting (PostgreSQL A).
 */
const SQL_STATES = /^(?:08...|25006|40001|40P01|53...|55P03|57014|57P0[1-3])$/u;

/** What `pg` says without any code: no connection was free in time, or no answer came, or a connection was lost. */
const WORDS =
  /^(?:timeout (?:exceeded when trying to connect|expired)|Query read timeout|Connection terminated|Client (?:has encountered a connection error|was closed and is not queryable))/u;

/** Whether a failure says only that the database cannot be asked at the moment, so that the same may work shortly. */
export function isDatabaseAway(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  if (isCutOff(error)) return true;
  // TypeORM wraps what a query threw.
  if ('driverError' in error && error.driverError !== error && isDatabaseAway(error.driverError)) return true;
  const code = 'code' in error ? String(error.code) : '';
  return NETWORK_CODES.has(code) || SQL_STATES.test(code) || WORDS.test(error.message);
}

/** The connection was lost between two statements of a transaction, and TypeORM gave it up. */
function isCutOff(error: Error): boolean {
  return error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError;
}
