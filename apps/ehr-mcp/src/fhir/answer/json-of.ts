/** How much text is one piece: to hold each entry as its own would take as much memory again. */
const PIECE_LENGTH_MIN = 262_144;

/** A Bundle in JSON whose entries are made while it is written, so that a large chart is there as text alone. */
export async function jsonOf(bundle: object, entries: AsyncIterable<object>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let text = JSON.stringify(bundle).slice(0, -'}'.length);
  let separator = ',"entry":[';
  for await (const entry of entries) {
    text += separator + JSON.stringify(entry);
    separator = ',';
    if (text.length < PIECE_LENGTH_MIN) continue;
    pieces.push(Buffer.from(text));
    text = '';
  }
  return Buffer.concat([...pieces, Buffer.from(`${text}${separator === ',' ? ']' : ''}}`)]);
}
