/** How much text is one piece. */
const PIECE_LENGTH_MIN = 65_536;

/** A Bundle in JSON, piece by piece, whose entries are made while it is written. */
export async function* jsonOf(bundle: object, entries: AsyncIterable<object>): AsyncGenerator<string> {
  let text = JSON.stringify(bundle).slice(0, -'}'.length);
  let separator = ',"entry":[';
  for await (const entry of entries) {
    text += separator + JSON.stringify(entry);
    separator = ',';
    if (text.length < PIECE_LENGTH_MIN) continue;
    yield text;
    text = '';
  }
  yield `${text}${separator === ',' ? ']' : ''}}`;
}
