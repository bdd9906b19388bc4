/** What an operation answers with, before it is put on the wire. */
export interface Reply {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
