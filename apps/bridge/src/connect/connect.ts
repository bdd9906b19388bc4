import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import type { Connection } from './connection.js';
import { StdioRelay } from './stdio-relay.js';

const GOODBYE_MILLISECONDS = 2_000;

/** Relays until standard input ends or a signal comes. */
export async function connect({ remote, voice, serverUrl }: Connection): Promise<void> {
  const local = new StdioServerTransport();
  const relay = new StdioRelay(local, remote, (sentence) => voice.error(sentence));
  const ended = new Promise<void>((resolve) => {
    local.onclose = resolve;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  local.onerror = (error) => voice.debug(error.message);
  remote.onerror = (error) => voice.debug(error.message);
  local.onmessage = (message) => relay.fromLocal(message);
  remote.onmessage = (message) => relay.fromRemote(message);
  await remote.start();
  await local.start();
  voice.info(`Relaying to ${serverUrl.href}`);
  await ended;
  await Promise.race([
    remote.endSession(),
    new Promise((resolve) => setTimeout(resolve, GOODBYE_MILLISECONDS).unref()),
  ]);
  await remote.close();
}
