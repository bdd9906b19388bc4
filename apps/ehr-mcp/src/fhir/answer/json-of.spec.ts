import { jsonOf } from './json-of.js';

const bundle = (entries: number) => ({
  resourceType: 'Bundle',
  entry: Array.from({ length: entries }, (_each, index) => ({ resource: { id: `ä"${index}` } })),
  total: entries,
});

describe('the JSON of an answer', () => {
  it.each([0, 1, 500, 501, 1_000, 1_234])('says all of a Bundle of %p', async (entries) => {
    expect(JSON.parse(String(await jsonOf(bundle(entries))))).toEqual(bundle(entries));
    expect(String(await jsonOf({ entry: 'x', of: [entries] }))).toBe(`{"entry":"x","of":[${entries}]}`);
  });

  it('is written in turns with what else the process does', async () => {
    const order: string[] = [];
    setImmediate(() => order.push('another request'));
    await jsonOf(bundle(501));
    order.push('the Bundle');
    expect(order).toEqual(['another request', 'the Bundle']);
  });
});
