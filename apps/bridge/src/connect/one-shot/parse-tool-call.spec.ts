import { parseToolCall } from './parse-tool-call.js';

describe('a tool call on the command line', () => {
  it.each([
    ['no arguments', 'echo', {}],
    [
      'pairs, JSON where they can be',
      'echo message="good day" times=2 word=hi',
      { message: 'good day', times: 2, word: 'hi' },
    ],
    ['an object', 'echo {"a": {"b": [1]}}', { a: { b: [1] } }],
    ['a text', 'search  diabetes type 2 ', 'diabetes type 2'],
    ['an address with an equals sign', 'fetch https://a.example/?q=1', 'https://a.example/?q=1'],
  ])('may have %s', (_case, text, given) => {
    expect(parseToolCall(text)).toMatchObject({ given });
  });

  it.each([
    ['names no tool', ' '],
    ['has half an object', 'echo {"a":'],
  ])('that %s is wrong use', (_case, text) => {
    expect(() => parseToolCall(text)).toThrow(expect.objectContaining({ exitStatus: 2 }));
  });
});
