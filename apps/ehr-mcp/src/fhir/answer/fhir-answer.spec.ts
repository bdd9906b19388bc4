import { until } from '@caregate/testing';
import type { Bundle, BundleEntry } from 'fhir/r4.js';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type RequestOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { FhirAnswer } from './fhir-answer.js';

const bundle: Bundle = { resourceType: 'Bundle', type: 'searchset' };

interface Sent {
  made: number;
  failure?: unknown;
  isDone: boolean;
}

/** A server that answers with so many entries of a kilobyte, and what has become of that. */
async function given(count: number, failsAt = Infinity) {
  const sent: Sent = { made: 0, isDone: false };
  async function* entries(): AsyncGenerator<BundleEntry> {
    for (; sent.made < count; sent.made += 1) {
      if (sent.made === failsAt) throw new Error('the database is gone');
      yield { fullUrl: `urn:${sent.made}:${'x'.repeat(1_000)}` };
    }
  }
  const server = createServer((_request, response) => {
    new FhirAnswer('https://ehr.example.org')
      .bundle(response, bundle, entries())
      .catch((error: unknown) => (sent.failure = error))
      .finally(() => (sent.isDone = true));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = async (options: RequestOptions = {}): Promise<IncomingMessage> => {
    const [response] = await once(get({ ...options, port, host: '127.0.0.1', agent: false }), 'response');
    return response;
  };
  const end = () => {
    server.closeAllConnections();
    server.close();
  };
  return { sent, ask, end };
}

describe('a Bundle that is made while it is sent', () => {
  it('is whole, packed for whoever takes that', async () => {
    const { ask, end } = await given(300);
    const plain = await text(await ask());
    expect(JSON.parse(plain).entry).toHaveLength(300);
    end();
    const again = await given(300);
    const packed = await again.ask({ headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(await text(packed.pipe(createGunzip()))).toBe(plain);
    again.end();
  });

  it('is made no further than a client reads, and not at all for one that went away', async () => {
    const { sent, ask, end } = await given(100_000);
    const response = await ask();
    response.destroy();
    await until(() => sent.isDone);
    // What the sockets of both sides hold.
    expect([sent.failure, sent.made < 50_000]).toEqual([undefined, true]);
    end();
  });

  it('is not taken for whole where it failed in the middle', async () => {
    const { sent, ask, end } = await given(5_000, 1_000);
    await expect(text(await ask())).rejects.toThrow('aborted');
    await until(() => sent.isDone);
    expect(sent.failure).toMatchObject({ message: 'the database is gone' });
    end();
  });

  it('begins no answer where it failed at its beginning, so that the failure can be told', async () => {
    const { sent, ask, end } = await given(5, 1);
    void ask().catch(() => undefined);
    await until(() => sent.isDone);
    expect(sent.failure).toMatchObject({ message: 'the database is gone' });
    end();
  });

  it('is not made for who asks for the head of it alone', async () => {
    const { sent, ask, end } = await given(10_000);
    expect(await text(await ask({ method: 'HEAD' }))).toBe('');
    await until(() => sent.isDone);
    expect(sent.made).toBeLessThan(1_000);
    end();
  });
});
