import { streamReply } from './stream-reply.js';

describe('the reply of XREAD', () => {
  it('is the entries of the stream, in order', () => {
    const entries = [
      ['1-0', ['body', '{"kid":"k1"}']],
      ['2-0', ['trace', 'body', 'body', '{"kid":"k2"}']],
    ];
    expect(streamReply.parse([['caregate:channel:x', entries]])).toEqual([
      { id: '1-0', body: '{"kid":"k1"}' },
      { id: '2-0', body: '{"kid":"k2"}' },
    ]);
  });

  it('is nothing when the time is over', () => {
    expect(streamReply.parse(null)).toEqual([]);
  });

  it('gives an entry that is not ours an empty body, which is no message', () => {
    expect(streamReply.parse([['x', [['1-0', ['event', 'body']]]]])).toEqual([{ id: '1-0', body: '' }]);
  });
});
