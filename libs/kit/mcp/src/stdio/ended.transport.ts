import type { Readable, Writable } from 'node:stream';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

/** The SDK's stdio transport, whose end can be waited for. */
export class EndedTransport extends StdioServerTransport {
  readonly ended: Promise<void>;
  private readonly resolveEnded: () => void;

  constructor(stdin: Readable, stdout: Writable, maxBufferSize: number) {
    super(stdin, stdout, { maxBufferSize });
    const { promise, resolve } = deferred();
    this.ended = promise;
    this.resolveEnded = resolve;
  }

  override async close(): Promise<void> {
    await super.close();
    this.resolveEnded();
  }
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((fulfil) => (resolve = fulfil));
  return { promise, resolve };
}
