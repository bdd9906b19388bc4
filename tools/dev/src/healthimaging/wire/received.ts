/** A request as it came in, body and all. */
export interface Received {
  readonly method: string;
  /** Undecoded: the signature covers it as it was sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
