import { loadConfig } from '@caregate/kit-config';
import { connect } from './connect.js';
import { connectConfig } from './connect.config.js';
import type { ConnectOptions } from './connect.options.js';
import { connection, type Connection } from './connection.js';
import { askOnce } from './one-shot/ask-once.js';
import { Registration } from './one-shot/registration.js';

/** What the command line asked for: one thing done and told on standard output, or else the relay. */
export async function runConnect(url: string | undefined, options: ConnectOptions): Promise<void> {
  if (options.envFile !== undefined) process.loadEnvFile(options.envFile);
  const made = connection(loadConfig(connectConfig), url, options);
  if (options.resetAuth) await made.file.remove();
  const answer = onceOf(made, options);
  if (answer !== undefined) process.stdout.write(`${JSON.stringify(await answer, undefined, 2)}\n`);
  else if (options.resetAuth) made.voice.info('What was kept of the sign-in is gone.');
  else await connect(made);
}

function onceOf(made: Connection, options: ConnectOptions): Promise<unknown> | undefined {
  const registration = new Registration(made.file);
  if (options.getClientInfo) return registration.read();
  if (options.updateClient !== undefined) return registration.update(options.updateClient);
  if (options.deleteClient) return registration.remove();
  if (options.token) return tokenState(made);
  return asksOnce(options) ? askOnce(made, options) : undefined;
}

function asksOnce({ listTools, listResources, listPrompts, command, raw, testAuth }: ConnectOptions): boolean {
  return [listTools, listResources, listPrompts, command, raw, testAuth].some((asked) => asked !== undefined);
}

/** Whether there is a token and how long it lasts, refreshed if need be; never the token itself. */
async function tokenState({ signIn, file }: Connection): Promise<unknown> {
  const token = await signIn.token();
  const { tokens, expiresAt } = await file.read();
  if (token === undefined) return { signedIn: false };
  return {
    signedIn: true,
    scope: tokens?.scope,
    expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt).toISOString(),
  };
}
