import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { jsonOf } from './json-of.js';

async function* entriesOf(count: number) {
  for (let index = 0; index < count; index += 1) yield { resource: { id: `ä"${index}` } };
}

const bundle = { resourceType: 'Bundle', total: 3 };

describe('the JSON of a Bundle whose entries are made one after the other', () => {
  it.each([1, 2, 20_000])('says all of %p', async (count) => {
    const entry: object[] = [];
    for await (const each of entriesOf(count)) entry.push(each);
    expect(await text(Readable.from(jsonOf(bundle, entriesOf(count))))).toBe(JSON.stringify({ ...bundle, entry }));
  });

  it('has no list where there are none (R4 json.html: arrays are never empty)', async () => {
    expect(await text(Readable.from(jsonOf(bundle, entriesOf(0))))).toBe(JSON.stringify(bundle));
  });
});
