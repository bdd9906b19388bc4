import { setImmediate as turn } from 'node:timers/promises';

/** For longer than this nobody else is kept waiting, but for an element that takes longer by itself. */
const AT_ONCE_MILLISECONDS = 10;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const [OPEN_LIST, CLOSE_LIST] = [0x5b, 0x5d];
const [OPEN_OBJECT, CLOSE_OBJECT] = [0x7b, 0x7d];

/**
 * The elements of a JSON array, each parsed by itself, with turns for others between them: the headers of a series of some
 * thousand instances take seconds, in which nobody else would be served. Throws a `SyntaxError` at what is no JSON array.
 */
export async function* jsonElements(body: Buffer): AsyncGenerator<unknown> {
  let since = performance.now();
  for (const text of elementsIn(body)) {
    yield JSON.parse(text);
    if (performance.now() - since < AT_ONCE_MILLISECONDS) continue;
    await turn();
    since = performance.now();
  }
}

function* elementsIn(body: Buffer): Generator<string> {
  const from = body.indexOf('[') + 1;
  if (from === 0 || body.toString('utf8', 0, from - 1).trim() !== '') throw new SyntaxError('no JSON array');
  for (let start = from; ;) {
    const end = endOfElement(body, start);
    const text = body.toString('utf8', start, end);
    const isLast = body[end] === CLOSE_LIST;
    if (!isLast || start > from || text.trim() !== '') yield text;
    start = end + 1;
    if (!isLast) continue;
    if (body.toString('utf8', start).trim() !== '') throw new SyntaxError('more than a JSON array');
    return;
  }
}

/** Where the comma or the bracket behind it is. What is in it only has to be closed; whether it is JSON is seen later. */
function endOfElement(body: Buffer, start: number): number {
  let depth = 0;
  let isText = false;
  for (let at = start; at < body.length; at += 1) {
    const byte = body[at];
    if (isText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth += 1;
    else if (depth === 0 && (byte === COMMA || byte === CLOSE_LIST)) return at;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) depth -= 1;
  }
  throw new SyntaxError('a JSON array without end');
}
