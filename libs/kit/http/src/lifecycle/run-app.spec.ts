import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { killChildren, startChild } from '../testing/child-app.fixture.js';
import { rawClient } from '../testing/raw-client.fixture.js';

afterEach(killChildren);

describe.each(['fastify', 'express'])('a stop in order on %s', (adapter) => {
  it('finishes what runs, refuses what comes, and exits with 0', async () => {
    const child = startChild(adapter, 'orders');
    const port = await child.port();
    const slow = rawClient(port)('/slow');
    const old = connect(port, '127.0.0.1');
    old.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    await child.log.find(() => child.log.parsed().filter(({ msg }) => msg === 'slow started').length === 2);

    child.kill('SIGTERM');
    await child.said('stopping');
    await expect(rawClient(port)('/quick')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    old.write('GET /quick HTTP/1.1\r\nHost: x\r\n\r\n');
    await child.said('a request could not be served');
    child.order('finish');

    expect((await slow).json()).toEqual({ slow: 'answered' });
    const answers = await text(old);
    expect(answers).toMatch(
      /HTTP\/1\.1 200 OK[\s\S]*"answered"[\s\S]*HTTP\/1\.1 503 [\s\S]*connection: close[\s\S]*service\.stopping/i,
    );
    expect(answers).not.toContain('quick');
    expect(await child.closed).toBe(0);
    expect(child.log.parsed().at(-1)).toMatchObject({ msg: 'stopped' });
  });
});

describe('the end of a process', () => {
  it('comes in order for SIGINT as well', async () => {
    const child = startChild('fastify', 'orders');
    await child.port();
    child.kill('SIGINT');
    expect(await child.closed).toBe(0);
  });

  it('leaves proxies the time to notice, before it stops', async () => {
    const child = startChild('fastify', 'leave');
    const port = await child.port();
    child.kill('SIGTERM');
    await child.said('stopping');
    expect((await rawClient(port)('/ready')).status).toBe(503);
    expect((await rawClient(port)('/quick')).json()).toEqual({ quick: 'answered' });
    expect(await child.closed).toBe(0);
  });

  it('comes at once with a second signal, whatever still runs', async () => {
    const child = startChild('fastify', 'orders');
    const slow = rawClient(await child.port())('/slow');
    await child.said('slow started');
    child.kill('SIGTERM');
    await child.said('stopping');
    child.kill('SIGTERM');
    await expect(slow).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await child.closed).toBe(143);
  });

  it('comes even when the stop does not', async () => {
    const child = startChild('fastify', 'hang');
    await child.port();
    child.kill('SIGTERM');
    expect(await child.closed).toBe(1);
    expect(child.log.parsed().at(-1)).toMatchObject({ level: 'error', msg: 'the stop took too long and was given up' });
  });

  it('follows the death of the parent, even by kill -9', async () => {
    const child = startChild('fastify', 'parent', 'orphan');
    const port = await child.port();
    child.kill('SIGKILL');
    await child.closed;
    expect(child.log.parsed().map(({ msg }) => msg)).toEqual(expect.arrayContaining(['stopping', 'stopped']));
    await expect(rawClient(port)('/quick')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('comes when nobody caught an error, and tells of it without what it quotes', async () => {
    const child = startChild('fastify', 'orders');
    await child.port();
    child.order('crash');
    expect(await child.closed).toBe(1);
    expect(child.log.parsed()).toContainEqual(
      expect.objectContaining({ level: 'fatal', msg: 'an error was not caught' }),
    );
    expect(child.log.text()).not.toContain('Byron');
  });

  it('comes before the start when a port is taken, with one sentence', async () => {
    const child = startChild('fastify', 'busy');
    expect(await child.closed).toBe(1);
    expect(child.log.parsed()).toMatchObject([
      {
        level: 'fatal',
        msg: expect.stringMatching(/^Port \d+ on 127\.0\.0\.1 is already in use by another program\.$/),
      },
    ]);
  });
});
