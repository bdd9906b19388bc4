import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { Controller, Get, Module } from '@nestjs/common';
import { Public } from '../access/public.decorator.js';
import { createLogger } from '../logging/logger.js';
import { createHttpApp } from '../server/create-http-app.js';
import { leaveHttpApp } from './leave-http-app.js';
import { runApp } from './run-app.js';
import { stopHttpApp } from './stop-http-app.js';

/** A whole app as a process of its own, for specs of its end: `<adapter> <mode>`; told what to do by lines on stdin. */
const [adapter, mode] = process.argv.slice(2);
const logger = createLogger({ service: 'child' });
const orders = new Map<string, () => void>();
const finish = new Promise<void>((resolve) => orders.set('finish', resolve));
orders.set('crash', () => {
  throw new Error('nobody caught "Ada Byron"');
});

@Controller()
class SlowController {
  @Get('slow')
  @Public()
  async slow() {
    logger.info({}, 'slow started');
    await finish;
    return { slow: 'answered' };
  }

  @Get('quick')
  @Public()
  quick() {
    return { quick: 'answered' };
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

async function start() {
  if (mode === 'busy') await listenTwice();
  const app = await createHttpApp(SlowModule, {
    adapter: adapter === 'express' ? 'express' : 'fastify',
    service: 'child',
    version: '1',
    logger,
  });
  await app.listen(0, '127.0.0.1');
  logger.info({ port: app.getHttpServer().address().port, pid: process.pid }, 'listening');
  return app;
}

/** The second one finds the port of the first taken. */
async function listenTwice(port = 0): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address === 'object') await listenTwice(address?.port);
}

if (mode !== 'parent') createInterface({ input: process.stdin }).on('line', (line) => orders.get(line)?.());
await runApp({
  start,
  // Longer than `hang` gives the stop.
  leave: (app) => leaveHttpApp(app, mode === 'leave' || mode === 'hang' ? 0.2 : 0),
  stop: (app) => (mode === 'hang' ? new Promise(() => undefined) : stopHttpApp(app)),
  logger,
  ...(mode === 'hang' && { stopMilliseconds: 50 }),
  exitWithParent: mode === 'parent',
});
