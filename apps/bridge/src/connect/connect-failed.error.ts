/** What the person at the keyboard can do something about: one sentence for standard error, and the status to end with. */
export class ConnectFailed extends Error {
  constructor(
    sentence: string,
    readonly exitStatus: ExitStatus,
    cause?: unknown,
  ) {
    super(sentence, { cause });
    this.name = 'ConnectFailed';
  }
}

/** 1 unforeseen, 2 wrong use, 3 not signed in, 4 the server cannot be reached, 5 the server refused. */
export type ExitStatus = 1 | 2 | 3 | 4 | 5;
