/** The task can never be done as it is; its message goes to whoever gave the task, so it must not quote a record. */
export class NotRetryable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotRetryable';
  }
}
