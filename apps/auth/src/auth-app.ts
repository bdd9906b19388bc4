import { leaveHttpApp, portOf, stopHttpApp, type Logger } from '@caregate/kit-http';
import { layFoundation, type Foundation } from './app/foundation.js';
import { buildForwardAuth } from './app/forward-auth.js';
import { buildHttpApp } from './app/http-app.js';
import { longLifetimesIn } from './app/long-lifetimes.js';
import { openInfrastructure } from './app/infrastructure.js';
import { buildSignOn } from './app/sign-on.js';
import { systemClock, type Clock } from './clock.js';
import type { AuthConfig } from './config.js';
import { Housekeeping } from './housekeeping/housekeeping.service.js';
import type { ProviderHost } from './oauth/provider/provider-host.js';
import { service } from './trail/actors.js';

export interface AuthApp {
  /** The ports that it got, when the configuration says 0. */
  readonly port: number;
  readonly verifyPort: number;
  /** Takes its time, so that proxies notice; `stop` follows. */
  leave(): Promise<void>;
  stop(): Promise<void>;
}

export interface AuthAppOptions {
  readonly config: AuthConfig;
  readonly logger: Logger;
  readonly clock?: Clock;
}

const KEY_CHECK_MILLISECONDS = 10_000;

type Undo = (() => Promise<unknown>)[];

/** Brings the whole app up. When a step fails, those before it are taken down again. */
export async function startAuthApp({ config, logger, clock = systemClock }: AuthAppOptions): Promise<AuthApp> {
  const undo: Undo = [];
  try {
    const infrastructure = await openInfrastructure(config, logger, clock, undo);
    const foundation = await layFoundation(config, infrastructure, logger, clock);
    return await open(foundation, undo);
  } catch (error) {
    await takeDown(undo, logger);
    throw error;
  }
}

async function open(foundation: Foundation, undo: Undo): Promise<AuthApp> {
  const { config, trail, logger } = foundation;
  for (const long of longLifetimesIn(config.lifetimes)) logger.warn(long, 'a lifetime is longer than is advised');
  const signOn = buildSignOn(foundation);
  const { app, provider } = await buildHttpApp(foundation, signOn);
  const { server, tally } = await buildForwardAuth(foundation, signOn, undo);
  await watchKeys(foundation, provider, undo);
  keepHouse(foundation, undo);
  tally.start((err) => logger.error({ err }, 'the counts of /verify could not be recorded'));
  undo.push(() => trail.record('service.stopped', { actor: service }));
  undo.push(() => tally.stop());
  const verifyPort = await server.listen(config.verifyListen);
  undo.push(() => server.stop());
  await app.listen(config.listen.port, config.listen.host);
  undo.push(() => stopHttpApp(app));
  await trail.record('service.started', { actor: service });
  return {
    port: portOf(app.getHttpServer()),
    verifyPort,
    leave: () => leaveHttpApp(app, config.stopDelaySeconds),
    stop: () => takeDown(undo, logger),
  };
}

/** A new key signs at once in every process, and verdicts of the old one count no more. */
async function watchKeys({ messaging, ring, verifiers, logger }: Foundation, provider: ProviderHost, undo: Undo) {
  ring.onChange(() => {
    provider.renew();
    verifiers.keysChanged();
  });
  const subscription = await messaging.subscribe('signing-key.changed', () => ring.reload());
  undo.push(() => subscription.close());
  const reload = () => void ring.reload().catch((err: unknown) => logger.warn({ err }, 'the keys could not be read'));
  const timer = setInterval(reload, KEY_CHECK_MILLISECONDS).unref();
  undo.push(async () => clearInterval(timer));
}

function keepHouse(foundation: Foundation, undo: Undo): void {
  const { lifetimes, oauth } = foundation.config;
  const redeemSeconds = Math.max(lifetimes.codeSeconds, oauth.deviceFlow.seconds);
  const housekeeping = new Housekeeping({ ...foundation, redeemSeconds });
  housekeeping.start((err) => foundation.logger.error({ err }, 'what is out of date could not be removed'));
  undo.push(() => housekeeping.stop());
}

/** The last opened first; one part that cannot be closed keeps none of the others open. */
async function takeDown(undo: Undo, logger: Logger): Promise<void> {
  for (let work = undo.pop(); work !== undefined; work = undo.pop())
    await work().catch((err: unknown) => logger.error({ err }, 'a part of the app could not be closed'));
}
