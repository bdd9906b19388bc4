import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { routeTable } from '../access/route-table.js';
import { givenApp } from '../testing/given-app.fixture.js';
import { mountHandler } from './mount-handler.js';

async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/boom') throw new Error('boom');
  response.end(`${request.method} ${request.url} ${await text(request)}`);
}

describe.each(['fastify', 'express'] as const)('a handler mounted on %s', (adapter) => {
  it('gets everything below its path with the body unread, and is observed like a route', async () => {
    const { app, log, listen } = await givenApp(adapter);
    mountHandler(app, { path: '/oidc', name: 'authorization server', handler: echo });
    const send = await listen();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await send('/oidc/token', { method: 'POST', headers, body: 'grant_type=x' });
    expect([answer.status, answer.text]).toEqual([200, 'POST /token grant_type=x']);
    expect(answer.headers).toMatchObject({ 'x-request-id': expect.any(String), 'x-content-type-options': 'nosniff' });
    expect(await log.find(({ msg }) => msg === 'request')).toMatchObject({ route: '/oidc/*', status: 200 });
    await app.close();
  });

  it('gets only what is at its path where it asks for that, and leaves the rest to the routes', async () => {
    const { app, listen } = await givenApp(adapter);
    mountHandler(app, { path: '/', exact: true, name: 'front', handler: echo });
    const send = await listen();
    expect((await send('/?a=b', { method: 'POST', body: 'x' })).text).toBe('POST /?a=b x');
    expect((await send('/open')).status).toBe(200);
    expect((await send('/nowhere')).status).toBe(404);
    await app.close();
  });

  it('gets an address that cannot be decoded too, and nobody else what is beside its path', async () => {
    const { app, log, listen } = await givenApp(adapter);
    mountHandler(app, { path: '/', exact: true, name: 'front', handler: echo });
    mountHandler(app, { path: '/oidc', name: 'authorization server', handler: echo });
    const send = await listen();
    expect((await send('/oidc/%zz?a=b')).text).toBe('GET /%zz?a=b ');
    expect(await log.find(({ msg }) => msg === 'request')).toMatchObject({ route: '/oidc/*', status: 200 });
    expect((await send('/oidcs/%zz')).status).toBeGreaterThanOrEqual(400);
    await app.close();
  });

  it('fails as a problem', async () => {
    const { app, listen } = await givenApp(adapter);
    mountHandler(app, { path: '/oidc', name: 'authorization server', handler: echo });
    const answer = await (await listen())('/oidc/boom');
    expect([answer.status, answer.json()['code']]).toEqual([500, 'service.internal']);
    expect(answer.text).not.toContain('boom');
    await app.close();
  });

  it('stands in the route table', async () => {
    const { app } = await givenApp(adapter);
    mountHandler(app, { path: '/oidc', name: 'authorization server', handler: echo });
    await app.init();
    expect(routeTable(app)).toContainEqual({
      method: 'ALL',
      path: '/oidc/*',
      handler: 'authorization server',
      access: { kind: 'public' },
    });
    await app.close();
  });
});
