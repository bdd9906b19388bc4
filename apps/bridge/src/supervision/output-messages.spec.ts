import { OutputMessages } from './output-messages.js';

const answer = (id: number | string) => ({ jsonrpc: '2.0', id, result: {} });

function given(bytesMax = 1_000) {
  let others = 0;
  const output = new OutputMessages(bytesMax, () => (others += 1));
  const read = (chunk: string | Buffer) => [...output.read(Buffer.from(chunk))];
  return { read, others: () => others };
}

describe('what a proxied server writes (feature G07)', () => {
  it('is read in whichever pieces it arrives', () => {
    const { read } = given();
    const bytes = Buffer.from(`${JSON.stringify({ ...answer(1), result: { text: 'né😀' } })}\n`);
    const messages = [...bytes].flatMap((byte) => read(Buffer.from([byte])));
    expect(messages).toEqual([{ ...answer(1), result: { text: 'né😀' } }]);
  });

  it.each([
    ['after a byte order mark', `\uFEFF${JSON.stringify(answer(1))}\n`, [answer(1)]],
    ['with the line ends of Windows', `${JSON.stringify(answer(1))}\r\n\r\n`, [answer(1)]],
    ['several in a line, as a batch', `${JSON.stringify([answer(1), answer('a')])}\n`, [answer(1), answer('a')]],
    ['several in a chunk', `${JSON.stringify(answer(1))}\n${JSON.stringify(answer(2))}\n`, [answer(1), answer(2)]],
  ])('is understood %s', (_case, written, messages) => {
    const { read, others } = given();
    expect(read(written)).toEqual(messages);
    expect(others()).toBe(0);
  });

  it.each([
    ['has a result of null', { jsonrpc: '2.0', id: 3, result: null }],
    ['has both a result and an error', { jsonrpc: '2.0', id: 3, result: {}, error: null }],
    ['has neither', { jsonrpc: '2.0', id: 3 }],
    ['has an error without words', { jsonrpc: '2.0', id: 3, error: { code: -5 } }],
  ])('stands as an error where an answer %s, so that nobody waits for it', (_case, answered) => {
    const code = 'bridge.server.answer_invalid';
    expect(given().read(`${JSON.stringify(answered)}\n`)).toEqual([
      { jsonrpc: '2.0', id: 3, error: { code: 502, message: expect.any(String), data: { code } } },
    ]);
  });

  it.each([
    ['a greeting', 'Welcome!\n'],
    ['other JSON', '{"level":"info","id":3,"error":"x"}\n5\n'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x0a])],
  ])('is passed over where it is %s', (_case, written) => {
    const { read, others } = given();
    expect(read(written)).toEqual([]);
    expect(others()).toBeGreaterThan(0);
    expect(read(`${JSON.stringify(answer(1))}\n`)).toEqual([answer(1)]);
  });

  it('is not remembered without end', () => {
    const { read } = given(100);
    expect(() => read('x'.repeat(101))).toThrow('longer than 100 bytes');
  });
});
