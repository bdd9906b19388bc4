import { setImmediate } from 'node:timers/promises';

/** How many entries are written before others in this process have a turn: some milliseconds. */
const ENTRIES_A_TURN = 500;

/** The body in JSON, a long Bundle in turns with other requests: a large chart has a hundred megabytes. */
export async function jsonOf(body: object): Promise<Buffer> {
  if (!('entry' in body) || !Array.isArray(body.entry) || body.entry.length <= ENTRIES_A_TURN)
    return Buffer.from(JSON.stringify(body));
  const { entry, ...rest } = body;
  const pieces = [Buffer.from(JSON.stringify({ ...rest, entry: [] }).slice(0, -']}'.length))];
  for (let from = 0; from < entry.length; from += ENTRIES_A_TURN) {
    const some = JSON.stringify(entry.slice(from, from + ENTRIES_A_TURN)).slice(1, -1);
    pieces.push(Buffer.from(from === 0 ? some : `,${some}`));
    await setImmediate();
  }
  return Buffer.concat([...pieces, Buffer.from(']}')]);
}
