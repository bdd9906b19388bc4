/**
 * A binary value that an archive keeps beside the headers (PS3.18 §10.4.3.3.2). Where it is kept is nothing that readers
 * of the headers are told: in JSON it is not there.
 */
export class BulkData {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Below the root of the archive that has given it. */
  get path(): string {
    return this.#path;
  }

  toJSON(): undefined {
    return undefined;
  }
}
