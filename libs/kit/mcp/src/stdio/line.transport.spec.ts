import { PassThrough } from 'node:stream';
import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import { LineTransport } from './line.transport.js';

async function given() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const transport = new LineTransport(input, output, 1_000);
  const heard: JSONRPCMessage[] = [];
  transport.onmessage = (message) => void heard.push(message);
  await transport.start();
  const said = () => (output.read() as Buffer | null)?.toString() ?? ''; // -- a stream of bytes
  return { input, transport, heard, said };
}

const ping = { jsonrpc: '2.0', id: 1, method: 'ping', params: { text: 'Zoë €😀 \u2028' } };

describe('lines of standard streams', () => {
  it('are messages, wherever the stream was cut, and whichever way the lines end', async () => {
    const { input, heard, said } = await given();
    const bytes = Buffer.from(`${JSON.stringify(ping)}\r\n\n${JSON.stringify(ping)}\n`);
    for (const byte of bytes) input.write(Buffer.from([byte]));
    await new Promise(setImmediate);
    expect(heard).toEqual([ping, ping]);
    expect(said()).toBe('');
  });

  it.each([
    ['no JSON', '{"id":', -32_700, null],
    ['a batch', '[{"jsonrpc":"2.0","id":1,"method":"ping"}]', -32_600, null],
    ['no object', '5', -32_600, null],
    ['an id that is no whole number', '{"jsonrpc":"2.0","id":1.5,"method":"ping"}', -32_600, 1.5],
    ['parameters without names', '{"jsonrpc":"2.0","id":"a","method":"ping","params":[1]}', -32_600, 'a'],
  ])('that are %s are answered so, as on every other way in', async (_case, line, code, id) => {
    const { input, heard, said } = await given();
    input.write(`${line}\n`);
    await new Promise(setImmediate);
    expect(JSON.parse(said())).toMatchObject({ jsonrpc: '2.0', id, error: { code } });
    expect(heard).toEqual([]);
  });

  it('that are no UTF-8 are no JSON', async () => {
    const { input, heard, said } = await given();
    input.write(Buffer.from('{"jsonrpc":"2.0","id":1,"method":"\u00ff"}\n', 'latin1'));
    await new Promise(setImmediate);
    expect(JSON.parse(said())).toMatchObject({ error: { code: -32_700 } });
    expect(heard).toEqual([]);
  });

  it('that are malformed answers are not answered', async () => {
    const { input, said } = await given();
    input.write('{"jsonrpc":"2.0","id":null,"error":{"code":"x"}}\n');
    await new Promise(setImmediate);
    expect(said()).toBe('');
  });

  it('without end close the stream', async () => {
    const { input, transport } = await given();
    const errors: Error[] = [];
    transport.onerror = (error) => void errors.push(error);
    input.write('x'.repeat(1_001));
    await transport.ended;
    expect(errors).toEqual([new Error('A line is longer than 1000 bytes.')]);
  });

  it('end with the stream', async () => {
    const { input, transport } = await given();
    input.end();
    await expect(transport.ended).resolves.toBeUndefined();
  });
});
