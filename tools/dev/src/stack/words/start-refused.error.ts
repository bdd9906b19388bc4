/** A start that cannot go on: one sentence of what is wrong, and one of what to do about it. */
export class StartRefused extends Error {
  constructor(
    sentence: string,
    readonly wayOut: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
    this.name = 'StartRefused';
  }
}
