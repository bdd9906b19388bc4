import { jsonElements } from './json-elements.js';

async function read(text: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const element of jsonElements(Buffer.from(text))) found.push(element);
  return found;
}

describe('the elements of a JSON array', () => {
  it.each([
    '[]',
    ' [ ] \n',
    '[1]',
    '[1,"a,]b",null]',
    '[{"a":"\\"]},"},[[],[1,[2]]], {"b":{"c":["}"]}} ]',
    '["\\\\","ö\\u005d"]',
  ])('are those that the whole has: %s', async (text) => expect(await read(text)).toEqual(JSON.parse(text)));

  it.each([
    '',
    ' ',
    '{}',
    'x[1]',
    '[',
    '[1',
    '["]',
    '[1,]',
    '[,]',
    '[,1]',
    '[1 2]',
    '[1}]',
    '[{]]',
    '[1]]',
    '[1] x',
    '[]1',
  ])('are none of what is no array: %s', (text) => expect(read(text)).rejects.toThrow(SyntaxError));
});

it('leaves others their turns while the headers of a long series are read', async () => {
  const header = Object.fromEntries(Array.from({ length: 200 }, (_none, at) => [at, { vr: 'LO', Value: ['a value'] }]));
  const body = Buffer.from(JSON.stringify(Array.from({ length: 2_000 }, () => header)));
  let longest = 0;
  let last = performance.now();
  const others = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  const begun = performance.now();
  let read = 0;
  for await (const _element of jsonElements(body)) read += 1;
  const whole = performance.now() - begun;
  clearInterval(others);
  expect(read).toBe(2_000);
  expect(longest).toBeGreaterThan(0);
  expect(longest).toBeLessThan(whole / 2);
});
