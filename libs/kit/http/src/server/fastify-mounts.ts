import type { IncomingMessage, ServerResponse } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { UnreadBody } from './unread-body.js';

type Handle = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => unknown;

/**
 * Fastify refuses an address that it cannot decode before what is mounted is asked, and Express lets what is mounted
 * answer in its own words. Here it can be asked afterwards.
 */
export class FastifyMounts extends FastifyAdapter {
  private readonly mounted: (readonly [path: string, handle: Handle])[] = [];

  override use(...args: readonly unknown[]): unknown {
    const [path, handle] = args;
    if (typeof path === 'string' && typeof handle === 'function') this.mounted.push([path, handle as Handle]);
    return super.use(...args);
  }

  /**
   * JSON, and nothing else: left to itself, the framework reads texts and forms too, and whoever sends one is told that its
   * members are missing.
   */
  override registerParserMiddleware(): void {
    const server: FastifyInstance = this.getInstance();
    const { bodyLimit = 0 } = server.initialConfig;
    const parse = server.getDefaultJsonParser('error', 'error');
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('application/json', (request, _payload, done) => {
      const parseText = (text: string) =>
        new Promise((resolve, reject) => {
          void parse(request, text, (error, body) => (error === null ? resolve(body) : reject(error)));
        });
      done(null, new UnreadBody(request.raw, bodyLimit, parseText));
    });
  }

  /** To what is mounted above the address, in the order of mounting; `next` where nothing answers. */
  offer(request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): void {
    const { url = '/' } = request;
    const above = this.mounted.filter(([path]) => path === '/' || /^(?:[/?]|$)/.test(rest(url, path) ?? '#'));
    const following = (error?: unknown): void => {
      const [path, handle] = (error === undefined ? above.shift() : undefined) ?? [];
      if (path === undefined || handle === undefined) return next(error);
      request.url = path === '/' ? url : rest(url, path) || '/';
      handle(request, response, following);
    };
    following();
  }
}

function rest(url: string, path: string): string | undefined {
  return url.startsWith(path) ? url.slice(path.length) : undefined;
}
