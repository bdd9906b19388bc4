export { freePort } from './free-port.js';
export { isFree } from './is-free.js';
export { PostgresStartFailed, type StartFailure } from './postgres-start-failed.js';
export type { Login, PostgresServer } from './postgres-server.js';
export { claim } from './owner-claim.js';
export { runningPostmaster } from './running-postmaster.js';
export { commandIncludes, identify, isRunning, type RunningProcess } from './running-process.js';
export { startPostgres, type StartPostgresOptions } from './start-postgres.js';
export { startWatchdog, type Watch } from './watch.js';
