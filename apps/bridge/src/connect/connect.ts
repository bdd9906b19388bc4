import type { Readable } from 'node:stream';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import type { Connection } from './connection.js';
import { StdioRelay } from './stdio-relay.js';

const GOODBYE_MILLISECONDS = 2_000;

/** Relays until standard input ends or a signal comes; rejects when something else has ended it. */
export async function connect({ remote, voice, serverUrl }: Connection, input: Readable = process.stdin) {
  const local = new StdioServerTransport(input);
  const relay = new StdioRelay(local, remote, (sentence) => voice.error(sentence));
  let fault: Error | undefined;
  const ended = new Promise<Error | undefined>((resolve) => {
    local.onclose = () => resolve(input.readableEnded ? undefined : fault);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(undefined));
  });
  local.onerror = (error) => {
    fault = error;
    voice.debug(error.message);
  };
  remote.onerror = (error) => voice.debug(error.message);
  local.onmessage = (message) => relay.fromLocal(message);
  remote.onmessage = (message) => relay.fromRemote(message);
  await remote.start();
  await local.start();
  voice.info(`Relaying to ${serverUrl.href}`);
  const cutBy = await ended;
  await Promise.race([
    remote.endSession(),
    new Promise((resolve) => setTimeout(resolve, GOODBYE_MILLISECONDS).unref()),
  ]);
  await remote.close();
  if (cutBy !== undefined) throw cutBy;
}
