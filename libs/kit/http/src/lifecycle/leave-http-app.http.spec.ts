import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Module, Post } from '@nestjs/common';
import { until } from '@caregate/testing';
import { Public } from '../access/public.decorator.js';
import { createLogger } from '../logging/logger.js';
import { createHttpApp } from '../server/create-http-app.js';
import { recordedLines } from '../testing/recorded-lines.fixture.js';
import { leaveHttpApp } from './leave-http-app.js';
import { ServiceState } from './service-state.js';
import { stopHttpApp } from './stop-http-app.js';

@Controller()
class OrdersController {
  @Post('orders')
  @Public()
  order() {
    return { taken: true };
  }
}

@Module({ controllers: [OrdersController] })
class OrdersModule {}

async function given(adapter: 'fastify' | 'express') {
  const logger = createLogger({ service: 's', destination: recordedLines() });
  const app = await createHttpApp(OrdersModule, { adapter, service: 's', version: '1', logger });
  await app.listen(0, '127.0.0.1');
  const port: number = app.getHttpServer().address().port;
  return { app, port };
}

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** As a proxy that keeps its connections. */
async function answered(socket: Socket, line: string): Promise<string> {
  socket.write(`${line} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`);
  const [data] = await once(socket, 'data');
  return String(data).toLowerCase();
}

/** With a request of its own on a connection of its own. */
function ordered(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('POST /orders HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n');
    });
    socket.once('data', (data) => resolve(String(data).slice(9, 12)));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    socket.once('close', () => resolve('closed'));
  });
}

describe.each(['fastify', 'express'] as const)('an app on %s that leaves', (adapter) => {
  it('says that it is not ready and ends each connection, but answers (feature O08)', async () => {
    const { app, port } = await given(adapter);
    const old = await opened(port);
    expect(await answered(old, 'GET /ready')).toMatch(/ 200 ok[^]*connection: keep-alive/);
    const left = leaveHttpApp(app, 0.3);
    const ended = once(old, 'close');
    expect(await answered(await opened(port), 'GET /ready')).toMatch(/ 503 [^]*connection: close/);
    expect(await answered(old, 'POST /orders')).toMatch(/ 201 [^]*connection: close/);
    await ended;
    await left;
    await stopHttpApp(app);
  });

  it('answers on a connection that a proxy kept when nobody new is let in any more', async () => {
    const { app, port } = await given(adapter);
    const [kept, chosen] = await Promise.all([opened(port), opened(port)]);
    await answered(kept, 'GET /live');
    const left = leaveHttpApp(app, 0.01);
    await until(async () => (await ordered(port)) === 'ECONNREFUSED');
    expect(await answered(kept, 'POST /orders')).toMatch(/ 201 [^]*connection: close/);
    expect(await answered(chosen, 'POST /orders')).toContain(' 201 ');
    await left;
    await stopHttpApp(app);
  });

  it('lets in everybody who has knocked before it closes the door', async () => {
    const { app, port } = await given(adapter);
    const knocking = Array.from({ length: 100 }, () => ordered(port));
    await leaveHttpApp(app, 0.001);
    expect(new Set(await Promise.all(knocking))).toEqual(new Set(['201']));
    expect(await ordered(port)).toBe('ECONNREFUSED');
    await stopHttpApp(app);
  });

  it('lets in everybody of a crowd, though they do not all knock at once', async () => {
    const { app, port } = await given(adapter);
    const knocking = Array.from({ length: 20 }, async (_, index) => {
      await pause(index * 3);
      return ordered(port);
    });
    await leaveHttpApp(app, 0.001);
    expect(new Set(await Promise.all(knocking))).toEqual(new Set(['201']));
    await stopHttpApp(app);
  });

  it('had kept idle connections for longer than proxies do, of which Caddy is the most patient', async () => {
    const { app } = await given(adapter);
    expect(app.getHttpServer().keepAliveTimeout).toBeGreaterThan(120_000);
    await stopHttpApp(app);
  });

  it('needs no time without a delay', async () => {
    const { app } = await given(adapter);
    await leaveHttpApp(app, 0);
    expect(app.get(ServiceState).running).toBe(true);
    await stopHttpApp(app);
  });
});
