export type StartFailure =
  | 'in-use'
  | 'owner-gone'
  | 'port-busy'
  | 'disk-full'
  | 'shared-memory'
  | 'not-permitted'
  | 'other-version'
  | 'password'
  | 'path'
  | 'platform'
  | 'unknown';

/** Says in one sentence why the database did not start, and in another how to go on. */
export class PostgresStartFailed extends Error {
  constructor(
    readonly reason: StartFailure,
    message: string,
    readonly wayOut: string,
  ) {
    super(message);
    this.name = 'PostgresStartFailed';
  }
}
