import { types } from 'node:util';

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

/**
 * Of TypeORM, which gave up a connection that was lost between two statements of a transaction. By name: who has no
 * database asks here too, and need not load it.
 */
const CUT_OFF: ReadonlySet<string> = new Set([
  'QueryRunnerAlreadyReleasedError',
  'QueryRunnerProviderAlreadyReleasedError',
]);

/** Whether a failure says only that the database cannot be asked at the moment, so that the same may work shortly. */
export function isDatabaseAway(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  if (CUT_OFF.has(error.name)) return true;
  // TypeORM wraps what a query threw.
  if ('driverError' in error && error.driverError !== error && isDatabaseAway(error.driverError)) return true;
  const code = 'code' in error ? String(error.code) : '';
  return NETWORK_CODES.has(code) || SQL_STATES.test(code) || WORDS.test(error.message);
}
