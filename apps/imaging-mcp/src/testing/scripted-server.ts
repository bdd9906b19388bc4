import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '@caregate/testing';

export type Scene = (response: ServerResponse, request: IncomingMessage) => void;

export interface ScriptedServer {
  readonly url: string;
  readonly requests: IncomingMessage[];
  stop(): void;
}

/** Plays one scene for each request, the last of them over and over. */
export async function scriptedServer(...scenes: readonly Scene[]): Promise<ScriptedServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    scenes[Math.min(requests.length, scenes.length) - 1]?.(response, request);
  });
  return {
    url: `http://127.0.0.1:${await listen(server)}`,
    requests,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
