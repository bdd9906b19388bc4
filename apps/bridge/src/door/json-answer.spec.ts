import { jsonAnswer } from './json-answer.js';

const event = (message: object) =>
  Buffer.from(`event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
const headers = { 'content-type': 'text/event-stream' };

describe('a stream that is answered as JSON', () => {
  it('is its answers, wherever it was cut', async () => {
    const bytes = Buffer.concat([
      Buffer.from('id: 1\ndata: \n\n'),
      event({ method: 'notifications/progress', params: { progressToken: 1, progress: 1 } }),
      event({ id: 1, result: { text: 'Zoë €' } }),
    ]);
    const stream = ReadableStream.from([...bytes].map((byte) => Uint8Array.of(byte)));
    const answer = await jsonAnswer(new Response(stream, { headers }));
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual({ jsonrpc: '2.0', id: 1, result: { text: 'Zoë €' } });
  });

  it('keeps nothing of what else it tells, however much that is', async () => {
    const told = event({ method: 'notifications/message', params: { level: 'info', data: 'x'.repeat(1_000_000) } });
    function* events() {
      // More than one text can hold.
      for (let number = 0; number < 600; number += 1) yield told;
      yield event({ id: 1, result: {} });
    }
    const answer = await jsonAnswer(new Response(ReadableStream.from(events()), { headers }));
    expect(await answer.json()).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
  });
});
