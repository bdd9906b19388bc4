import { connect } from 'node:net';
import { once } from 'node:events';
import { Controller, Get, Module, type OnModuleDestroy } from '@nestjs/common';
import { Public } from '../access/public.decorator.js';
import { createLogger } from '../logging/logger.js';
import { createHttpApp } from '../server/create-http-app.js';
import { recordedLines } from '../testing/recorded-lines.fixture.js';
import { rawClient } from '../testing/raw-client.fixture.js';
import { ServiceState } from './service-state.js';
import { stopHttpApp } from './stop-http-app.js';

let release: (() => void) | undefined;
let destroyed = false;

/** Stands for a pool that must not close under a running request. */
@Controller()
class StuckController implements OnModuleDestroy {
  @Get('stuck')
  @Public()
  async stuck() {
    await new Promise<void>((resolve) => (release = resolve));
    return { destroyedMeanwhile: destroyed };
  }

  onModuleDestroy(): void {
    destroyed = true;
  }
}

@Module({ controllers: [StuckController] })
class StuckModule {}

async function given(adapter: 'fastify' | 'express') {
  destroyed = false;
  const log = recordedLines();
  const logger = createLogger({ service: 's', destination: log });
  const app = await createHttpApp(StuckModule, { adapter, service: 's', version: '1', logger });
  await app.listen(0, '127.0.0.1');
  const port: number = app.getHttpServer().address().port;
  return { app, log, port, state: app.get(ServiceState) };
}

async function untilOpen(state: ServiceState): Promise<void> {
  while (state.openRequests === 0 || release === undefined) await new Promise((resolve) => setImmediate(resolve));
}

describe.each(['fastify', 'express'] as const)('stopping an app on %s', (adapter) => {
  beforeEach(() => void (release = undefined));

  it('closes what the app stands on only after the last answer', async () => {
    const { app, port, state } = await given(adapter);
    const answer = rawClient(port)('/stuck');
    await untilOpen(state);
    const stopped = stopHttpApp(app);
    expect(state.stopping).toBe(true);
    release?.();
    expect((await answer).json()).toEqual({ destroyedMeanwhile: false });
    await stopped;
    expect(destroyed).toBe(true);
  });

  it('cuts what does not end in time, and says so', async () => {
    const { app, log, port, state } = await given(adapter);
    const answer = rawClient(port)('/stuck').catch((error: unknown) => error);
    await untilOpen(state);
    await stopHttpApp(app, { drainMilliseconds: 5 });
    expect(await answer).toMatchObject({ code: 'ECONNRESET' });
    expect(await log.find(({ msg }) => msg === 'running requests were cut')).toMatchObject({ requests: 1 });
    expect(await log.find(({ msg }) => msg === 'request')).toMatchObject({ route: '/stuck', aborted: true });
    release?.();
  });

  it('ends connections that nobody uses', async () => {
    const { app, port } = await given(adapter);
    const idle = connect(port, '127.0.0.1');
    await once(idle, 'connect');
    idle.resume();
    const closed = once(idle, 'close');
    await stopHttpApp(app);
    await closed;
  });

  it('does nothing worse to an app that never listened', async () => {
    const logger = createLogger({ service: 's', destination: recordedLines() });
    const app = await createHttpApp(StuckModule, { adapter, service: 's', version: '1', logger });
    await app.init();
    await expect(stopHttpApp(app)).resolves.toBeUndefined();
  });
});
