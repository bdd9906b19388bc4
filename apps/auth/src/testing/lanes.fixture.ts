import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RateLimiter, runInContext } from '@caregate/kit-http';
import { buildAuthorizationServer } from '../app/authorization-server.js';
import { buildDirectLane } from '../app/direct-lane.js';
import { layFoundation } from '../app/foundation.js';
import { openInfrastructure } from '../app/infrastructure.js';
import { everywhere, limits } from '../app/limits.js';
import { buildSignOn } from '../app/sign-on.js';
import { ClientSecrets } from '../clients/client-secrets.js';
import { systemClock } from '../clock.js';
import type { AuthConfig } from '../config.js';
import { ClientLimits } from '../oauth/door/client-limits.js';
import { OAuthDoor } from '../oauth/door/oauth-door.js';
import type { OAuthAnswerer } from '../tokens/lane/direct-lane.js';

/** A request of OAuth, as bytes: what stands here is sent as it stands. */
export interface LaneRequest {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface LaneAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export interface Lanes {
  /** With the direct lane before the library, as the app is built. */
  direct(asked: LaneRequest): Promise<LaneAnswer>;
  /** The library alone. */
  library(asked: LaneRequest): Promise<LaneAnswer>;
  /** How many requests the direct lane has left to the library. */
  readonly left: () => number;
  close(): Promise<void>;
}

export interface LanesOptions {
  readonly requests?: number;
}

/** Both ways through the server, in one process on the database of an app that runs already. */
export async function givenLanes(config: AuthConfig, { requests = 100_000 }: LanesOptions = {}): Promise<Lanes> {
  const undo: (() => Promise<unknown>)[] = [];
  const logger = { warn: () => {}, info: () => {}, error: () => {}, debug: () => {} } as never;
  const foundation = await layFoundation(
    config,
    await openInfrastructure(config, logger, systemClock, undo),
    logger,
    systemClock,
  );
  const narrow = { requests, seconds: 60, by: 'client' } as const;
  const limiter = () =>
    new RateLimiter({ limits: { ...limits, 'client-tokens': narrow, 'client-questions': narrow }, everywhere });
  const [ours, theirs] = [limiter(), limiter()];
  const passing = foundation.repositories.artifacts;
  const build = (each: RateLimiter) =>
    buildAuthorizationServer(foundation, buildSignOn(foundation), { limiter: each, passing });
  let left = 0;
  const { provider: behind, descriptions } = build(ours);
  const counting: OAuthAnswerer = {
    handle: (asked, response) => {
      left += 1;
      return behind.handle(asked, response);
    },
  };
  const secrets = new ClientSecrets(config.secrets.clientPepper);
  const lane = buildDirectLane(foundation, {
    provider: behind,
    library: counting,
    secrets,
    limits: new ClientLimits(ours, systemClock),
    descriptions,
  });
  const doorOf = (provider: OAuthAnswerer, each: RateLimiter) =>
    new OAuthDoor({ issuer: config.issuer, provider, limiter: each, management: false });
  const direct = await listening(doorOf(lane, ours), undo);
  const library = await listening(doorOf(build(theirs).provider, theirs), undo);
  return {
    direct: (asked) => answerOf(direct, asked),
    library: (asked) => answerOf(library, asked),
    left: () => left,
    close: async () => {
      for (const work of undo.reverse()) await work();
    },
  };
}

async function listening(door: OAuthDoor, undo: (() => Promise<unknown>)[]): Promise<number> {
  const server = createServer((asked: IncomingMessage, response: ServerResponse) => {
    const context = { requestId: 'the-same-in-both', transport: 'http', address: '127.0.0.1' } as const;
    void runInContext(context, () => door.handle(asked, response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  undo.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

async function answerOf(port: number, { path = '/token', headers = {}, body }: LaneRequest): Promise<LaneAnswer> {
  const all = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length, ...headers };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers: given as Record<string, string> });
  asked.end(body, 'latin1');
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
